import { expect, test } from 'vitest'
import { fixture } from '../../setup/paths.ts'
import { loadSample, write } from '../../submission/sample.ts'
import { loadManifests } from '../../submission/submission.ts'
import { noteSectionNine, sectionNine } from '../section-nine.ts'
import { abandonedDeployment } from './old-deployment.ts'

const database = (kind: string, app: string) =>
  `apiVersion: apps/v1
kind: ${kind}
metadata: {name: postgres}
spec:
  selector: {matchLabels: {app: ${app}}}
  template: {metadata: {labels: {app: ${app}}}, spec: {containers: [{name: pg, image: postgres:17}]}}
`

const service = (app: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: database}\nspec: {selector: {app: ${app}}, ports: [{port: 5432}]}\n`

const FILES = {
  'old.yaml': database('Deployment', 'old'),
  'new.yaml': database('StatefulSet', 'new'),
  'commands.sh': 'kubectl delete deployment postgres\n',
}

async function isAbandoned(files: Record<string, string>) {
  write(files)
  const ours = await loadManifests(fixture('workshop'), 'workshop')
  return abandonedDeployment(await loadSample(), ours) !== undefined
}

test.each([
  ['the Service leads to the StatefulSet alone', { ...FILES, 'service.yaml': service('new') }, true],
  ['there is no Service, and the labels differ', FILES, true],
  [
    'it has the workshop’s labels, and the StatefulSet has not',
    { ...FILES, 'old.yaml': database('Deployment', 'postgres') },
    true,
  ],
  [
    'it and the StatefulSet have the same labels',
    { ...FILES, 'old.yaml': database('Deployment', 'new') },
    false,
  ],
  ['the Service leads to it alone', { ...FILES, 'service.yaml': service('old') }, false],
  ['nothing deletes it', { ...FILES, 'commands.sh': '' }, false],
  ['there is no StatefulSet', { ...FILES, 'new.yaml': '' }, false],
])('where %s', async (_, files, expected) => {
  expect(await isAbandoned(files)).toBe(expected)
})

test('the workshop’s is there in its place, with the labels that the Service selects', async () => {
  write({ ...FILES, 'service.yaml': service('new') })
  const submission = await loadSample()
  const [old] = (await sectionNine(submission)).filter(({ name }) => name === 'postgres')
  expect(old).toMatchObject({ kind: 'Deployment', origin: 'workshop' })
  expect(old?.object).toMatchObject({ spec: { template: { metadata: { labels: { app: 'new' } } } } })
  const [first] = await noteSectionNine(submission)
  expect(first?.message).toContain('Deployment postgres is not applied: your commands delete it')
})
