/** A thread of the simulation pool: hardened before anything else, it runs nothing but simulators. */
import { createRealm } from '../../simulator/realm/realm.ts';
import { simulateTask } from '../simulation-task.ts';
import { traceTask } from '../trace-task.ts';
import { serveTasks } from './serve-tasks.ts';

const realm = createRealm();

export default serveTasks([simulateTask(realm.load), traceTask(realm.load)]);
