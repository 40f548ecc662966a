/** What YAML and JSON have in common, and all that reaches the cluster. */
export type Json = null | boolean | number | string | Json[] | JsonObject

/** A mapping of plain JSON. */
export type JsonObject = { [key: string]: Json }

/** Tells a mapping from every other value. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Sets an own property, also when it is called `__proto__`, which an assignment would take for the prototype. */
export function setOwn<T>(target: { [key: string]: T }, key: string, value: T): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}

/** Reads an own property, never one that every object inherits. */
export function getOwn<T>(target: { [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(target, key) ? target[key] : undefined
}
