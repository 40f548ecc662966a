import { cp, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { fixture } from '../../src/setup/paths.ts'
import { emptyFolder, startCommand } from './batch-command.ts'

const AT_REST = /(?:PASS|FAIL) .*for file changes/

async function change(file: string, old: string, by: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  expect(text).toContain(old)
  await writeFile(file, text.replace(old, by))
}

test('a watch says at once what the cluster refuses, and over-scales the node after that as before', async () => {
  const folder = await emptyFolder()
  const api = path.join(folder, 'api-deployment.yaml')
  await cp(fixture('reference'), folder, { recursive: true })
  await cp(fixture('workshop', 'api-deployment.yaml'), api)
  const { child, ended, hasSaid, saysAgain } = startCommand(
    'grade',
    folder,
    '--section',
    'scaling',
    '--watch',
  )
  await hasSaid(AT_REST)
  const refused = hasSaid(/kubectl refuses HorizontalPodAutoscaler/)
  await change(path.join(folder, 'hpa.yaml'), 'minReplicas:', 'minimumReplicas:')
  await refused
  const graded = saysAgain(AT_REST)
  await change(api, 'memory: 50Mi', 'memory: 51Mi')
  await graded
  child.kill('SIGINT')
  const { said } = await ended
  expect(said.split(AT_REST)).toHaveLength(3)
  expect(said).not.toContain('FAIL')
})
