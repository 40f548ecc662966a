import { mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pLimit from 'p-limit'
import { parse } from 'yaml'
import { Api } from '../cluster/api.ts'
import type { Cluster as Running } from '../cluster/start.ts'
import { fixture } from '../setup/paths.ts'
import { type Applied, type Comparison, compare, isSame } from './differential.ts'

/** The files to compare, by class and name. */
async function listFiles(): Promise<string[]> {
  const classes = (await readdir(fixture('apply'), { withFileTypes: true })).filter((one) =>
    one.isDirectory(),
  )
  const files = classes.map(async ({ name }) =>
    (await readdir(fixture('apply', name))).map((file) => path.join(name, file)),
  )
  return (await Promise.all(files)).flat().sort()
}

/** How many are compared at a time: two kubectl keep two CPUs busy. */
const AT_A_TIME = 3

/**
 * Compares all files on a running cluster, and reports for each the unexpected differences, if any. `folder`
 * is for the submissions. Throws at the first file that cannot be compared.
 */
export async function differ(
  cluster: Running,
  folder: string,
  tell: (file: string, wrong: string[]) => void,
): Promise<void> {
  const differences = await readDifferences()
  const api = new Api(cluster.address.connection)
  const limit = pLimit(AT_A_TIME)
  const files = await listFiles()
  const unknown = [...differences.keys()].filter((file) => !files.includes(file))
  for (const file of unknown) tell(file, ['there is no such file'])
  const look = async (file: string, id: number) => {
    const own = path.join(folder, `apply-${id}`)
    await mkdir(own)
    tell(file, judge(await compare(cluster, api, file, own), differences.get(file)))
  }
  await Promise.all(files.map((file, id) => limit(look, file, id))).finally(() => limit.clearQueue())
}

/** An expected difference between Assay and kubectl for one file. */
interface Difference {
  why: string
  kubectl: 'takes' | 'refuses'
  assay: 'takes' | 'refuses'
}

async function readDifferences(): Promise<Map<string, Difference>> {
  const table: (Difference & { files: string[] })[] = parse(
    await readFile(fixture('apply', 'differences.yaml'), 'utf8'),
  )
  return new Map(
    table.flatMap(({ files, ...difference }) => files.map((file) => [file, difference] as const)),
  )
}

function judge(comparison: Comparison, difference: Difference | undefined): string[] {
  if (!difference) return isSame(comparison) ? [] : [inWords(comparison)]
  const does = ({ isAccepted }: Applied) => (isAccepted ? 'takes' : 'refuses')
  const isAsTold =
    does(comparison.kubectl) === difference.kubectl &&
    does(comparison.assay) === difference.assay &&
    !isSame(comparison)
  return isAsTold ? [] : [`not as the table of differences says (${difference.why}): ${inWords(comparison)}`]
}

function inWords({ kubectl, assay }: Comparison): string {
  const side = ({ isAccepted, said, stored }: Applied) =>
    `${isAccepted ? 'takes it' : `refuses it (${said})`} and stores ${JSON.stringify(stored)}`
  return `kubectl ${side(kubectl)}; Assay ${side(assay)}`
}
