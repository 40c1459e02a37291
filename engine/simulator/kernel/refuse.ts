/** Stops a run because of an impossible argument: `subject: name is value, must ...`. */
export function refuse(subject: string, name: string, value: unknown, must: string): never {
  const shown = typeof value === 'number' ? `${value}` : `of type ${typeof value}`;
  throw new RangeError(`${subject}: ${name} is ${shown}, must ${must}`);
}
