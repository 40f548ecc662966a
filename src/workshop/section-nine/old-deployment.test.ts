import { expect, test } from 'vitest'
import { fixture } from '../../setup/paths.ts'
import { loadSample, write } from '../../submission/sample.ts'
import { loadManifests } from '../../submission/submission.ts'
import { noteSectionNine, sectionNine } from '../section-nine.ts'
import { abandonedDeployment, deletedDeployments, oldDeployments } from './old-deployment.ts'

const database = (kind: string, app: string, name = 'postgres', container = 'image: postgres:17') =>
  `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${app}}}
  template: {metadata: {labels: {app: ${app}}}, spec: {containers: [{name: pg, ${container}}]}}
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
  [
    'it has another name',
    {
      ...FILES,
      'old.yaml': database('Deployment', 'old', 'pg'),
      'commands.sh': 'kubectl delete deployment pg\n',
    },
    true,
  ],
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

test.each<[string, string[], string, string?]>([
  ['runs PostgreSQL', ['postgres', 'pg'], 'pg'],
  [
    'runs it from another registry',
    ['postgres', 'pg'],
    'pg',
    'image: "example.org/bitnami/postgresql@sha256:0"',
  ],
  ['has the name', ['postgres'], 'postgres', 'image: other'],
  ['is only named after it', ['postgres'], 'metrics', 'image: postgres-exporter:1'],
  ['runs something else of its image', ['postgres'], 'backup', 'image: postgres:17, command: [sleep]'],
  ['has a name that kubectl would take for a flag', ['postgres'], '--all'],
])('where a Deployment %s, the old ones are %j', async (_, expected, name, container) => {
  write({ 'old.yaml': database('Deployment', 'old', name, container) })
  expect(oldDeployments(await loadSample())).toEqual(expected)
})

test.each<[string, Record<string, string>, string[]]>([
  ['by its name', { 'commands.sh': 'kubectl delete deploy pg\n' }, ['postgres', 'pg']],
  ['by its file', { 'commands.sh': 'kubectl delete -f k8s/old.yaml\n' }, ['postgres', 'pg']],
  ['by no command', { 'commands.sh': 'kubectl delete deploy postgres\n' }, ['postgres']],
  [
    'before it is applied again',
    { 'commands.sh': 'kubectl delete deploy pg\nkubectl apply -f k8s/\n' },
    ['postgres'],
  ],
  [
    'after it is applied, and before another file is',
    {
      'new.yaml': database('StatefulSet', 'new'),
      'commands.sh': 'kubectl apply -f k8s\nkubectl delete deploy pg\nkubectl apply -f new.yaml\n',
    },
    ['postgres', 'pg'],
  ],
  [
    'in one script, and applied in another',
    { 'a/commands.sh': 'kubectl delete deploy pg\n', 'b/commands.sh': 'kubectl apply -f k8s/old.yaml\n' },
    ['postgres', 'pg'],
  ],
])('a Deployment of another name is deleted %s', async (_, files, expected) => {
  write({ 'k8s/old.yaml': database('Deployment', 'old', 'pg'), ...files })
  expect(deletedDeployments(await loadSample())).toEqual(expected)
})
