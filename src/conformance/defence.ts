/**
 * What stops an attack, from the outside in: the reading of the files; the API server's policies; its quotas and limits;
 * the node's network; the kubelet and the node's cgroups; a check that sees through it; or nothing but that the grade is
 * what it must be.
 */
export const layers = ['reader', 'admission', 'quota', 'network', 'kubelet', 'check', 'grade'] as const

/** One of the {@link layers}. */
export type Layer = (typeof layers)[number]

/** The layer that stops an attack, and the texts that prove it. */
export interface Defence {
  stops: Layer
  /** Texts that must stand in the report: in what is told of the files, or of a check that did not pass. */
  says: string[]
  /** Texts that no log of its Pods may hold. */
  never: string[]
  /** Texts that a log of its Pods must hold: that it was tried, and what must still work. */
  always: string[]
  /** The ids of the sections to try it in, if it is not to be tried in all that it affects. */
  sections?: string[]
  /** Whether it needs a cluster of its own, because the cluster may suffer from it. */
  isAlone: boolean
  /** A program that the node must have for this layer to be there, if not every node has it. */
  needs?: string
}

type Written = Record<string, unknown>

const FIELDS = ['stops', 'says', 'never', 'always', 'sections', 'alone', 'needs']

/**
 * Reads the defence from an attack's file. Throws if nothing in it could show that the attack got through.
 */
export function readDefence(name: string, written: Written, losesChecks: boolean): Defence {
  const wrong = (what: string) => new Error(`attack ${name}: ${what}`)
  const unknown = Object.keys(written).find((field) => !FIELDS.includes(field))
  if (unknown !== undefined) throw wrong(`unknown field ${unknown}`)
  const stops = layers.find((layer) => layer === written.stops)
  if (!stops) throw wrong(`stops must be one of ${layers.join(', ')}`)
  const texts = (field: string) => {
    const list = [written[field] ?? []].flat()
    if (!list.every((text) => typeof text === 'string' && text.trim() !== ''))
      throw wrong(`${field} must be a text, or a list of texts`)
    return list as string[]
  }
  const [says, never, always] = [texts('says'), texts('never'), texts('always')]
  if (never.length > 0 && always.length === 0)
    throw wrong('a text in never needs a text in always: a Pod that did not run logs nothing either')
  if (stops === 'network' && never.length === 0)
    throw wrong('an attack on the network needs never: a text that shows that it got through')
  if (stops !== 'grade' && !losesChecks && [...says, ...never, ...always].length === 0)
    throw wrong(`nothing shows that the ${stops} stopped it: give fail, says, never or always`)
  const sections = texts('sections')
  const isAlone = written.alone === true
  const [needs, ...more] = texts('needs')
  if (more.length > 0 || (needs !== undefined && !/^\w+$/.test(needs)))
    throw wrong('needs must be one program')
  return {
    stops,
    says,
    never,
    always,
    isAlone,
    ...(sections.length > 0 && { sections }),
    ...(needs !== undefined && { needs }),
  }
}
