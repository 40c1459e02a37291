/** A thread of bench:gsim: simulators of the composer and the worked ones as plain JavaScript, the metric, networks. Trusted code only. */
import { gsimMetricTask } from '../../engine/benchmark/gsim/metric-task.ts';
import { trainFlowTask } from '../../engine/calibrate/flow/train-task.ts';
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
  gsimMetricTask,
  trainFlowTask,
]);
