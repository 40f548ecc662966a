import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'
import { root } from '../setup/paths.ts'
import type { Workshop } from '../verdict/workshop.ts'
import { type Defence, readDefence } from './defence.ts'
import { type FileText, textOf } from './file-text.ts'
import { proberOf, REACHED, TRIED } from './prober.ts'

/** A submission described as a patch to the reference, and its expected verdicts. */
export interface Case {
  name: string
  kind: Kind
  /**
   * What the learner did, in one sentence; for an attack, also what must not happen and how the test tells.
   */
  sentence: string
  /** Files that are added, or replace the reference's of the same name; by path, with their text. */
  files: Record<string, FileText>
  /** Files of the reference that are left out. */
  without: string[]
  edits: Edit[]
  /** The checks that must not pass; all others must. */
  loses: { fail: string[]; blocked: string[]; absent: string[] }
  /** For an attack: the layer that stops it, and the evidence. */
  defence?: Defence
  /** Places that a Pod more tries to reach, as {@link proberOf} takes them. */
  probes?: string[]
}

/**
 * A mutant is wrong in one thing and must lose exactly what it names; an equivalent is right and loses nothing; an attack
 * is stopped by the layer that it names, and may lose nothing.
 */
export type Kind = 'mutant' | 'equivalent' | 'attack'

/** A change to one file of the reference, or of what section 9 left behind, which is then handed in with it. */
interface Edit {
  file: string
  /** Text that stands exactly once in the file. */
  replace: string
  with: string
}

const folders: Record<Kind, string> = { mutant: 'mutants', equivalent: 'equivalents', attack: 'attacks' }

/**
 * Reads the cases of a kind, by name; none if the workshop has no folder for them. Throws if a case lacks its
 * sentence or names a file that it does not change.
 */
export async function readCases({ fixtures }: Workshop, kind: Kind): Promise<Case[]> {
  const folder = path.join(root, fixtures, folders[kind])
  if (!existsSync(folder)) return []
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(
    names.map(async (file) => {
      const text = await readFile(path.join(folder, file), 'utf8')
      return toCase(kind, path.basename(file, '.yaml'), parse(text))
    }),
  )
}

/** Parses a case from its file. Throws if it lacks its sentence or its expected verdicts. */
export function toCase(
  kind: Kind,
  name: string,
  written: (Partial<Written> & Record<string, unknown>) | null,
): Case {
  const {
    sentence = '',
    files = {},
    without = [],
    edits = [],
    fail = [],
    blocked = [],
    absent = [],
    probes,
    ...rest
  } = written ?? {}
  if (!/^[A-Z].{15,}\.$/s.test(sentence.trim()))
    throw new Error(`${kind} ${name} needs a sentence that says what the learner did`)
  if (!/^[a-z0-9-]{1,40}$/.test(name)) throw new Error(`${kind} ${name}: a Namespace cannot have such a name`)
  const loses = { fail, blocked, absent }
  const testCase = { name, kind, sentence: sentence.trim(), files, without, edits, loses }
  if (kind === 'attack') return toAttack(testCase, rest, probes)
  const [unknown] = Object.keys({ ...rest, ...(probes && { probes }) })
  if (unknown !== undefined) throw new Error(`${kind} ${name}: a ${kind} has no ${unknown}`)
  const isMutant = kind === 'mutant'
  if ([...fail, ...absent].length > 0 !== isMutant)
    throw new Error(
      isMutant ? `mutant ${name} names no check that it loses` : `equivalent ${name} loses nothing`,
    )
  return testCase
}

/** What probes must not reach goes without saying. */
function toAttack(testCase: Case, rest: Record<string, unknown>, probes?: string[]): Case {
  const ofProbes = probes ? { never: REACHED, always: TRIED } : {}
  const defence = readDefence(testCase.name, { ...ofProbes, ...rest }, testCase.loses.fail.length > 0)
  return { ...testCase, defence, ...(probes && { probes }) }
}

interface Written extends Pick<Case, 'sentence' | 'files' | 'without' | 'edits' | 'probes'> {
  fail: string[]
  blocked: string[]
  absent: string[]
}

/** Writes a case out as the folder that a learner would have handed in. */
export async function materialize(
  { fixtures }: Workshop,
  { name, files, without, edits, probes }: Case,
  folder: string,
): Promise<string> {
  const submission = path.join(folder, name)
  await cp(path.join(root, fixtures, 'reference'), submission, { recursive: true })
  for (const file of without) await rm(path.join(submission, file))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(submission, file)), { recursive: true })
    await writeFile(path.join(submission, file), textOf(text))
  }
  if (probes) await writeFile(path.join(submission, 'prober.yaml'), await proberOf(probes))
  const before = path.join(root, fixtures, 'workshop')
  for (const edit of edits) await apply(edit, { submission, before }, name)
  return submission
}

async function apply(
  { file, replace, with: replacement }: Edit,
  { submission, before }: { submission: string; before: string },
  name: string,
): Promise<void> {
  const target = path.join(submission, file)
  const text = await readFile(target, 'utf8').catch(() => readFile(path.join(before, file), 'utf8'))
  const parts = text.split(replace)
  if (parts.length !== 2)
    throw new Error(
      `${name}: ${JSON.stringify(replace)} stands ${parts.length - 1} times in ${file}, not once`,
    )
  await writeFile(target, parts.join(replacement))
}
