/** The values that YAML and JSON share; nothing else reaches the cluster. */
export type Json = null | boolean | number | string | Json[] | JsonObject

/** A mapping of plain JSON. */
export type JsonObject = { [key: string]: Json }

/** Whether a value is a mapping. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Sets an own property, even `__proto__`, which an assignment would take for the prototype. */
export function setOwn<T>(target: { [key: string]: T }, key: string, value: T): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}

/** Reads an own property, never one that every object inherits. */
export function getOwn<T>(target: { [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(target, key) ? target[key] : undefined
}
