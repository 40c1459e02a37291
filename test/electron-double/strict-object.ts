/** What JavaScript itself asks of any object: promises, module loaders, printing. */
const ASKED_BY_THE_LANGUAGE = new Set(['then', 'toJSON', '__esModule', 'default', 'inspect']);

/** The object, but reading a member that it lacks throws: what is not doubled cannot go unnoticed. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, member, receiver) {
      if (member in object || typeof member === 'symbol' || ASKED_BY_THE_LANGUAGE.has(member)) {
        return Reflect.get(object, member, receiver);
      }
      throw notThere(`${name}.${member}`);
    },
  });
}

export function notThere(what: string): Error {
  return new Error(`electron double: ${what} is not there`);
}
