import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { cache } from '../../src/parts/places.ts'
import { findHelm } from '../../src/parts/tools.ts'

const run = promisify(execFile)

/** The helm that grades are run with. */
const helm = await findHelmInCache()

async function findHelmInCache(): Promise<string> {
  const bins = (await readdir(cache).catch(() => [])).filter((name) => name.startsWith('bin-'))
  const [bin] = bins.map((name) => path.join(cache, name))
  return (await findHelm(bin)).command
}

/** What `helm template` makes of a chart with these flags; `undefined` where Helm refuses them. No cluster is asked. */
export async function template(chart: string, flags: string[]): Promise<string | undefined> {
  const rendered = await run(helm, ['template', 'demo', chart, ...flags], { maxBuffer: 2 ** 26 }).catch(
    (error: { stderr?: string }) => {
      if (!error.stderr?.startsWith('Error: ')) throw error
      return undefined
    },
  )
  return rendered?.stdout
}
