/** The reference: the same task on the same kernel, in an ordinary thread, as plain JavaScript. Trusted code only. */
import { serveTasks } from '../../engine/compute/pool/serve-tasks.ts';
import { simulateTask } from '../../engine/compute/simulation-task.ts';
import { evaluateDriver } from '../../engine/simulator/plain-runner.ts';

const drivers = new Map<string, ReturnType<typeof evaluateDriver>>();

export default serveTasks([
  simulateTask(({ hash, code }) => {
    const driver = drivers.get(hash) ?? evaluateDriver(code);
    drivers.set(hash, driver);
    return driver;
  }),
]);
