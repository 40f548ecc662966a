/** Characters that a name of anything in the API may have: of a DNS subdomain, and of a label in it. */
const SUBDOMAIN = 253
const LABEL = 63

const isSubdomain = (text: string) =>
  text.length <= SUBDOMAIN &&
  text.split('.').every((label) => /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(label))

const isLabel = (text: string) => text.length <= LABEL && /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/.test(text)

/**
 * The path of a group and version below the API server's address, such as `apis/apps/v1` or `api/v1`; `undefined` for
 * what can be none, such as a text with a path in it. A learner writes it, and it is asked for as administrator.
 */
export function pathOfVersion(apiVersion: string): string | undefined {
  const [group, version, ...more] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
  if (version === undefined || more.length > 0 || !isLabel(version)) return undefined
  if (!apiVersion.includes('/')) return `api/${version}`
  return group !== undefined && isSubdomain(group) ? `apis/${group}/${version}` : undefined
}

/** A path with what is filled in as one step each. What can be no step makes a path that {@link isPlainPath} refuses. */
export function apiPath(steps: TemplateStringsArray, ...names: string[]): string {
  return steps.reduce((path, text, i) => `${path}${encodeURIComponent(names[i - 1] ?? '')}${text}`)
}

/** Whether a path is asked for as it is written: it may not lead up and elsewhere on its way to the server, nor skip a step. */
export function isPlainPath(path: string): boolean {
  const [steps = ''] = path.split(/[?#]/, 1)
  if (!steps.startsWith('/') || steps.slice(1).split('/').includes('')) return false
  return new URL(path, 'https://localhost').pathname === steps && !/%2e/i.test(steps)
}
