import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Executor } from '../../../engine/compute/executor.ts';
import { createInProcess } from '../../../engine/compute/in-process.ts';
import { simulateTask } from '../../../engine/compute/simulation-task.ts';
import { TRACE } from '../../../engine/compute/trace-task.ts';
import { evaluateDriver } from '../../../engine/simulator/plain-runner.ts';

/**
 * Trusted simulators, in this process; what their modules touch is not looked at. Between tasks the process
 * comes to other things, as with a pool. `delay`: milliseconds a task waits.
 */
export function plainExecutor(delay = 0): Executor {
  const inner = createInProcess([
    simulateTask(({ code }) => evaluateDriver(code)),
    { ...TRACE, run: () => [] },
  ]);
  return {
    width: inner.width,
    async run(task, input, options) {
      await (delay === 0 ? nextTurn() : wait(delay));
      return inner.run(task, input, options);
    },
    close: () => inner.close(),
  };
}
