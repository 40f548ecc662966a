import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'
import { fixture } from '../parts/places.ts'

/** A submission told as the reference with changes, and the verdicts that it must get. */
export interface Recipe {
  name: string
  kind: Kind
  /** What the learner did, in one sentence. */
  sentence: string
  /** Files that are added, or replace the reference's of the same name; by path, with their text. */
  files: Record<string, string>
  /** Files of the reference that are left out. */
  without: string[]
  edits: Edit[]
  /** The checks that must not pass; every other one must. */
  loses: { fail: string[]; blocked: string[]; absent: string[] }
}

/** A mutant is wrong in one thing and must lose exactly what it names; an equivalent is right and loses nothing. */
export type Kind = 'mutant' | 'equivalent'

/** A change to one file of the reference, or of what section 9 left behind, which is then handed in with it. */
export interface Edit {
  file: string
  /** Text that stands exactly once in the file. */
  replace: string
  with: string
}

const folders: Record<Kind, string> = { mutant: 'mutants', equivalent: 'equivalents' }

/** Reads the recipes of a kind, by name. Throws where one lacks its sentence or names what it does not change. */
export async function readRecipes(kind: Kind): Promise<Recipe[]> {
  const names = (await readdir(fixture(folders[kind]))).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(
    names.map(async (file) => {
      const text = await readFile(fixture(folders[kind], file), 'utf8')
      return toRecipe(kind, path.basename(file, '.yaml'), parse(text))
    }),
  )
}

function toRecipe(kind: Kind, name: string, written: Partial<Written> | null): Recipe {
  const {
    sentence = '',
    files = {},
    without = [],
    edits = [],
    fail = [],
    blocked = [],
    absent = [],
  } = written ?? {}
  if (!/^[A-Z].{15,}\.$/s.test(sentence.trim()))
    throw new Error(`${kind} ${name} needs a sentence that says what the learner did`)
  if (!/^[a-z0-9-]{1,40}$/.test(name)) throw new Error(`${kind} ${name}: a Namespace cannot have such a name`)
  const loses = { fail, blocked, absent }
  const isMutant = kind === 'mutant'
  if ([...fail, ...absent].length > 0 !== isMutant)
    throw new Error(
      isMutant ? `mutant ${name} names no check that it loses` : `equivalent ${name} loses nothing`,
    )
  return { name, kind, sentence: sentence.trim(), files, without, edits, loses }
}

interface Written {
  sentence: string
  files: Record<string, string>
  without: string[]
  edits: Edit[]
  fail: string[]
  blocked: string[]
  absent: string[]
}

/** Writes a recipe out as the folder that a learner would have handed in. */
export async function cook({ name, files, without, edits }: Recipe, folder: string): Promise<string> {
  const submission = path.join(folder, name)
  await cp(fixture('reference'), submission, { recursive: true })
  for (const file of without) await rm(path.join(submission, file))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(submission, file)), { recursive: true })
    await writeFile(path.join(submission, file), text)
  }
  for (const edit of edits) await apply(edit, submission, name)
  return submission
}

async function apply(
  { file, replace, with: replacement }: Edit,
  submission: string,
  name: string,
): Promise<void> {
  const target = path.join(submission, file)
  const text = await readFile(target, 'utf8').catch(() => readFile(fixture('workshop', file), 'utf8'))
  const parts = text.split(replace)
  if (parts.length !== 2)
    throw new Error(
      `${name}: ${JSON.stringify(replace)} stands ${parts.length - 1} times in ${file}, not once`,
    )
  await writeFile(target, parts.join(replacement))
}
