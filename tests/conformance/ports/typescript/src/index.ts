/** Parameters under dotted keys, overridden by scopes and converted by their defaults. */

import { current } from "./scope.js";

export {
  ConversionError,
  DefinitionError,
  type Facts,
  HyperparameterError,
  InvalidKeyError,
  LimitError,
  MissingKeyError,
  ScopeError,
} from "./errors.js";
export { type Parameter, type Parameters, params } from "./accessor.js";
export type { Read, Tree } from "./reader.js";
export {
  type OpenScope,
  type Scope,
  assign,
  base,
  freeze,
  openParams,
  task,
  withParams,
} from "./scope.js";
export type { Mapping } from "./mapping.js";
export { type Source, type UnsetKeys, type UntypedMapping, unset, untyped } from "./source.js";
export type { Value } from "./value.js";

export const get = current.get.bind(current) as typeof current.get;
export const nullable = current.nullable.bind(current) as typeof current.nullable;
export const has = current.has.bind(current);
export const keys = current.keys.bind(current);
export const items = current.items.bind(current);
export const tree = current.tree.bind(current);
