/** What counts as a mapping in JavaScript, and what is in it. */

/**
 * A plain object or a Map: as a source a way to write keys, however deep.
 *
 * The type cannot say more, because no interface fits an index signature.
 */
export type Mapping = object;

/** Whether a value is a mapping: a Map, or an object that no class made. */
export function isMapping(value: unknown): value is Mapping {
  if (value instanceof Map) return true;
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of a plain object of any realm has no prototype of its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The entries of a mapping in its own order, those under symbols too. */
export function entriesOf(mapping: Mapping): [key: unknown, value: unknown][] {
  if (mapping instanceof Map) return [...mapping];
  const object = mapping as { readonly [key: string | symbol]: unknown };
  return Reflect.ownKeys(object)
    .filter((key) => Object.prototype.propertyIsEnumerable.call(object, key))
    .map((key) => [key, object[key]]);
}
