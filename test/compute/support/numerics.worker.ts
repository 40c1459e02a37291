import { serveTasks } from '../../../engine/compute/pool/serve-tasks.ts';

export default serveTasks([
  { name: 'sort', run: (values: Float64Array) => values.sort() },
  {
    name: 'summary',
    run: (values: Float64Array) => ({
      sum: values.reduce((a, b) => a + b, 0),
      sorted: values.sort(),
    }),
  },
  {
    name: 'wait',
    run: (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds)),
  },
  {
    name: 'fail',
    run: () => {
      throw new Error('nothing to sort');
    },
  },
  { name: 'exit', run: () => process.exit(1) },
]);
