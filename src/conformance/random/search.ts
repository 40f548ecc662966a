import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Subject } from '../subject.ts'
import { nameOf, toSubject } from './graded.ts'
import { type Finding, inWords, type Origin, trySeed, writeOut } from './sample.ts'

/** What to look for by chance. */
export interface Search {
  origins: Origin[]
  /** The seed of the first sample; each further one has the next number. */
  seed: number
  samples: number
  /** Most samples to grade on a cluster. */
  graded: number
  /** The folder below which the files of counterexamples, and of samples to grade, are kept. */
  folder: string
  signal: AbortSignal
}

/** A sample with another meaning than the fixture that it comes from, and the folder with its files. */
export interface Counterexample extends Finding {
  seed: number
  folder: string
}

/**
 * Writes the origins differently and reads them, without a cluster. Tells each counterexample, the smallest that its seed
 * leads to. Returns the samples to grade: the first ones whose input to a section differs from their origin's.
 */
export async function search(
  { origins, seed: from, samples, graded, folder, signal }: Search,
  tell: (counterexample: Counterexample) => void,
): Promise<Subject[]> {
  const subjects: Subject[] = []
  for (let seed = from; seed < from + samples && !signal.aborted; seed += 1) {
    const { sample, wrong } = await trySeed(seed, origins)
    if (wrong.length > 0) {
      const kept = path.join(folder, nameOf(sample.origin.name, seed))
      await writeOut(sample, kept)
      tell({ sample, wrong, seed, folder: kept })
    } else if (subjects.length < graded) {
      const subject = await toSubject(sample, seed, folder)
      if (subject.sections.length > 0) subjects.push(subject)
      else await rm(subject.submission.root, { recursive: true })
    }
  }
  return subjects
}

/** What a counterexample is, how it differs, and where its files are, in lines. */
export function describe({ sample, wrong, folder }: Counterexample): string[] {
  return [`WRONG  random ${inWords(sample)}`, ...wrong, `its files: ${folder}`]
}
