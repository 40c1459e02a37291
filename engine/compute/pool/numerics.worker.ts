/** A thread of the numerics pool. Rooms add their tasks here: import the row, put it in the list. */
import { c2stTask } from '../../benchmark/c2st-task.ts';
import { trainFlowTask } from '../../calibrate/flow/train-task.ts';
import { abcSampleTask } from '../../calibrate/sbi/abc/abc-sample.ts';
import { serveTasks } from './serve-tasks.ts';

export default serveTasks([trainFlowTask, abcSampleTask, c2stTask]);
