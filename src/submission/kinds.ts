import type { Target } from './command.ts'
import { limits } from './limits.ts'
import { Unlisted } from './shell-words.ts'

// kind → the names kubectl has for it; those marked with + are what `all` stands for.
const names = `
+Deployment deployment deployments deploy
+StatefulSet statefulset statefulsets sts
+ReplicaSet replicaset replicasets rs
+DaemonSet daemonset daemonsets ds
+Pod pod pods po
+Job job jobs
+CronJob cronjob cronjobs cj
+Service service services svc
+HorizontalPodAutoscaler horizontalpodautoscaler horizontalpodautoscalers hpa
Ingress ingress ingresses ing
Gateway gateway gateways gtw
HTTPRoute httproute httproutes
ConfigMap configmap configmaps cm
Secret secret secrets
PersistentVolumeClaim persistentvolumeclaim persistentvolumeclaims pvc
ServiceAccount serviceaccount serviceaccounts sa
NetworkPolicy networkpolicy networkpolicies netpol
PodDisruptionBudget poddisruptionbudget poddisruptionbudgets pdb`

const rows = names
  .trim()
  .split('\n')
  .map((row) => row.replace('+', '').split(' '))
const byName = new Map(
  rows.flatMap(([kind = '', ...aliases]) => aliases.map((alias) => [alias, kind] as const)),
)
const all = names.match(/(?<=\+)\w+/g) ?? []

/** The kinds that `deploy,sts` or `all` stand for. */
export function kindsOf(word: string): string[] {
  const kinds = new Set<string>()
  for (const name of word.split(','))
    for (const kind of name === 'all' ? all : [kindOf(name)]) kinds.add(kind)
  return [...kinds]
}

/** The kind that kubectl has this name for, in capitals or not, such as `deploy`; nothing if it has none. */
export const kindNamed = (word: string): string | undefined => byName.get(word.toLowerCase())

/** The one kind that a word such as `deploy`, `Deployment` or `deployments.apps` stands for. */
function kindOf(word: string): string {
  const kind = kindNamed(word.split('.')[0] ?? '')
  if (kind === undefined) throw new Unlisted(`"${word}" is not a supported kind`)
  return kind
}

/** The targets that `deploy/a sts/b` or `deploy a b` name; no name at all is none. */
export function targetsOf(args: string[]): Target[] {
  const [first, ...rest] = args
  if (first === undefined) return []
  if (args.some((arg) => arg.includes('/'))) {
    return args.map((arg) => {
      const [kind, name, more] = arg.split('/')
      if (!kind || !name || more !== undefined) throw new Unlisted(`"${arg}" is not written as KIND/NAME`)
      return { kind: kindOf(kind), name: nameOf(name) }
    })
  }
  const kinds = kindsOf(first)
  if (kinds.length * rest.length > limits.namedByCommand)
    throw new Unlisted(
      `it names ${kinds.length * rest.length} objects; at most ${limits.namedByCommand} are supported`,
    )
  return kinds.flatMap((kind) => rest.map((name) => ({ kind, name: nameOf(name) })))
}

/** A word that can be the name of an object; throws Unlisted for any other. */
export function nameOf(word: string): string {
  if (/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(word)) return word
  throw new Unlisted(`"${word}" cannot be the name of an object`)
}
