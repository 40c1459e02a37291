import type { Executor } from '../../../engine/compute/executor.ts';
import { createInProcess } from '../../../engine/compute/in-process.ts';
import { simulateTask } from '../../../engine/compute/simulation-task.ts';
import { TRACE } from '../../../engine/compute/trace-task.ts';
import { evaluateDriver } from '../../../engine/simulator/plain-runner.ts';

/** Trusted simulators, in this process; what their modules touch is not looked at. `delay`: milliseconds a task. */
export function plainExecutor(delay = 0): Executor {
  const inner = createInProcess([
    simulateTask(({ code }) => evaluateDriver(code)),
    { ...TRACE, run: () => [] },
  ]);
  if (delay === 0) return inner;
  return {
    width: inner.width,
    async run(task, input, options) {
      await new Promise((resolve) => setTimeout(resolve, delay));
      return inner.run(task, input, options);
    },
    close: () => inner.close(),
  };
}
