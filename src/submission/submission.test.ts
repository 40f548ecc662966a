import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSample, object, root, said, write } from './sample.ts'
import { loadManifests, UnreadableSubmission } from './submission.ts'

test('an empty folder is an empty submission', async () => {
  const submission = await loadSample()
  expect(submission).toMatchObject({ root, manifests: [], commands: [], skipped: [], problems: [], files: 0 })
  expect(submission.values).toBeUndefined()
})

test.each([
  ['nope', 'found nothing'],
  ['a-file', 'found a file'],
])('%s is no submission', async (name, seen) => {
  write({ 'a-file': '' })
  const loading = loadSample(join(root, name))
  await expect(loading).rejects.toThrow(UnreadableSubmission)
  await expect(loading).rejects.toThrow(seen)
})

test('any layout is loaded, by content and not by name', async () => {
  write({
    'deep/er/anything.yml': `${object('Service', 'a', 'spec: {x: 1}\n')}---\n${object('ConfigMap', 'b')}`,
    'list.json':
      '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Secret","metadata":{"name":"c","namespace":"n"}}]}',
    'typed.yaml': 'apiVersion: apps/v1\nkind: DeploymentList\nitems:\n  - metadata:\n      name: d\n',
    'values.yaml': 'ingress:\n  enabled: true\n',
    'Commands.TXT': 'kubectl scale deploy d --replicas 4\nwatch kubectl top pods\n',
    'README.md': '# hi',
    'results.json': '{"score": 100}',
    'package.json': '{}',
    'vitest.config.ts': 'throw 1',
    'node_modules/x/a.yaml': object('Service', 'x'),
    'reports/a.yaml': object('Service', 'x'),
    '.hidden/a.yaml': object('Service', 'x'),
  })
  const submission = await loadSample()
  expect(submission.manifests).toMatchObject([
    { kind: 'Service', name: 'a', file: 'deep/er/anything.yml', origin: 'submission', apiVersion: 'v1' },
    { kind: 'ConfigMap', name: 'b' },
    { kind: 'Secret', name: 'c', namespace: 'n' },
    { kind: 'Deployment', name: 'd', apiVersion: 'apps/v1' },
  ])
  expect(submission.manifests[3]?.positions).toMatchObject({
    '': { line: 4, column: 5 },
    'metadata.name': { line: 5 },
  })
  expect(submission.values).toMatchObject({ file: 'values.yaml', object: { ingress: { enabled: true } } })
  expect(submission.commands).toMatchObject([{ verb: 'scale', file: 'Commands.TXT', line: 1 }])
  expect(submission.skipped).toMatchObject([{ text: 'watch kubectl top pods' }])
  expect(said(submission.problems)).toEqual([
    'note results.json:1 Not used: this is neither a Kubernetes object nor values for the chart.',
    'note README.md:1 Neither YAML nor commands.sh, so not read: README.md, package.json, vitest.config.ts.',
    'note .:1 Hidden or created by a tool, so not read: .hidden, node_modules, reports.',
  ])
  expect(structuredClone(submission)).toEqual(submission)
})

test('one bad file costs only itself', async () => {
  write({
    'a.yaml': object('Service', 'a'),
    'b.yaml': 'apiVersion: v1\nkind: [\n',
    'c.yaml': object('Service', 'c', 'spec:\n  replicas: 1\n  replicas: 60\n'),
    'd.yaml': 'kind: Service\nmetadata: {name: d}\n',
    'e.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {}\n',
    'f.yaml': 'metadata: {name: f}\nspec: {}\n',
    'g.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: 12\n',
    'h.yaml': 'just words\n',
    'i.yaml': 'apiVersion: v1\nkind: List\nitems: [1, {kind: Role}]\n',
  })
  const { manifests, problems } = await loadSample()
  expect(manifests.map(({ name }) => name)).toEqual(['a', 'c'])
  expect(said(problems)).toMatchObject([
    expect.stringMatching(/^error b.yaml:\d kubectl cannot read this YAML: /),
    'note c.yaml:6 "replicas" is here twice: kubectl uses the last one.',
    'error d.yaml:1 Not a Kubernetes object: apiVersion is missing or not text.',
    'error e.yaml:1 This Service has no name: metadata.name is missing.',
    'error f.yaml:1 Not a Kubernetes object: apiVersion is missing or not text.',
    'error g.yaml:4 This Service has no name: metadata.name is not text (quote it).',
    'error h.yaml:1 Not a Kubernetes object: expected a mapping with apiVersion and kind.',
    'error i.yaml:3 Not a Kubernetes object: expected a mapping with apiVersion and kind.',
    'error i.yaml:3 Not a Kubernetes object: apiVersion is missing or not text.',
  ])
})

test('of two definitions each is kept, in path order, as each is applied', async () => {
  write({ 'a.yaml': object('Service', 'x'), 'b/a.yaml': object('Service', 'x', 'spec: {b: 1}\n') })
  const { manifests, problems } = await loadSample()
  expect(manifests).toMatchObject([{ file: 'a.yaml' }, { file: 'b/a.yaml', object: { spec: { b: 1 } } }])
  expect(said(problems)).toEqual([
    'note a.yaml:1 Service "x" is defined again at b/a.yaml:1, which is applied last and wins.',
  ])
})

test.each<[string, Record<string, string>, object]>([
  [
    'the one that a command names',
    {
      'values.yaml': 'a: 1',
      'my.yaml': 'b: 1',
      'commands.sh': 'helm install demo shop/shop -f my.yaml',
    },
    { file: 'my.yaml' },
  ],
  [
    'several that a command names, the last on top',
    {
      'a.yaml': 'x: {k: 1, z: 1}',
      'b.yaml': 'x: {z: 2}',
      'commands.sh': 'helm install demo shop/shop -f a.yaml --values=b.yaml',
    },
    {
      file: 'b.yaml',
      object: { x: { k: 1, z: 2 } },
      positions: { 'x.k': { file: 'a.yaml' }, 'x.z': { file: 'b.yaml' } },
    },
  ],
  [
    'those of the last command that names any',
    {
      'a.yaml': 'a: 1',
      'b.yaml': 'b: 1',
      'commands.sh': 'helm install demo shop/shop -f a.yaml\nhelm upgrade demo shop/shop -f b.yaml\n',
    },
    { file: 'b.yaml', object: { b: 1 } },
  ],
  [
    'those of a command that names any, before an upgrade without values',
    {
      'a.yaml': 'a: 1',
      'values.yaml': 'b: 1',
      'commands.sh': 'helm install demo shop/shop -f a.yaml\nhelm upgrade demo shop/shop\n',
    },
    { file: 'a.yaml' },
  ],
  [
    'not those of another chart',
    { 'a.yaml': 'a: 1', 'values.yaml': 'b: 1', 'commands.sh': 'helm install web other/chart -f a.yaml' },
    { file: 'values.yaml' },
  ],
  [
    'the shallowest values.yaml',
    { 'a/values.yaml': 'a: 1', 'values.yml': 'b: 1', 'a.yaml': 'c: 1' },
    { file: 'values.yml' },
  ],
  [
    'the only mapping of keys that the chart has',
    { 'helm.yaml': 'api: {replicaCount: 1}', 'other.yaml': 'a: 1' },
    { file: 'helm.yaml', object: { api: { replicaCount: 1 } } },
  ],
  ['an empty values.yaml', { 'values.yaml': '# none\n' }, { file: 'values.yaml', object: {} }],
  ['one that is not YAML', { 'values.yaml': 'a: [' }, { object: {}, problem: { severity: 'error' } }],
  [
    'one that is not a mapping',
    { 'values.yaml': '- a\n' },
    { problem: { message: 'Helm values must be a mapping (key: value); this is a list.' } },
  ],
])('values are %s', async (_, files, values) => {
  write(files)
  expect((await loadSample()).values).toMatchObject(values)
})

test('charts and kustomizations are not run', async () => {
  write({
    'chart/Chart.yaml': 'name: x',
    'chart/templates/a.yaml': object('Service', 'x'),
    'chart/values.yaml': 'a: 1',
    'kustomization.yaml': 'resources: [https://example.com/x]',
    'a.yaml': object('Service', 'a'),
  })
  const { manifests, values, problems } = await loadSample()
  expect(manifests.map(({ name }) => name)).toEqual(['a'])
  expect(values).toBeUndefined()
  expect(problems.map(({ severity, at }) => `${severity} ${at?.file}`)).toEqual([
    'note chart',
    'note kustomization.yaml',
  ])
})

test('of a chart at the top, all but what makes it one is read', async () => {
  write({
    'Chart.yaml': 'name: x',
    'templates/a.yaml': object('Service', 'x'),
    'charts/a.yaml': object('Service', 'x'),
    'values.yaml': 'a: 1',
    'k8s/templates/a.yaml': object('Service', 'a'),
  })
  const { manifests, values, problems } = await loadSample()
  expect(manifests.map(({ name }) => name)).toEqual(['a'])
  expect(values).toMatchObject({ file: 'values.yaml' })
  expect(said(problems)).toEqual([
    'note .:1 A Helm chart: its templates are not loaded; hand in values.yaml instead.',
  ])
})

test('an object that is defined three times has a note at each but the last', async () => {
  write({
    'a.yaml': `${object('Service', 'x')}---\n${object('Pod', 'x')}---\n${object('Service', 'x')}`,
    'b.yaml': object('Service', 'x'),
  })
  const { manifests, problems } = await loadSample()
  expect(manifests.map(({ kind }) => kind)).toEqual(['Service', 'Pod', 'Service', 'Service'])
  expect(said(problems)).toEqual([
    'note a.yaml:1 Service "x" is defined again at b.yaml:1, which is applied last and wins.',
    'note a.yaml:9 Service "x" is defined again at b.yaml:1, which is applied last and wins.',
  ])
})

test('the digest follows paths and contents, and nothing else', async () => {
  write({ 'a.yaml': object('Service', 'a'), 'note.md': '1' })
  const first = (await loadSample()).digest
  write({ 'note.md': '2' })
  expect((await loadSample()).digest).toBe(first)
  write({ 'a.yaml': object('Service', 'b') })
  expect((await loadSample()).digest).not.toBe(first)
})

test('what a learner says cannot steer a terminal', async () => {
  write({
    'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: 1 # \u202e\u2028 hidden\n',
    'commands.sh': `wget ${'x'.repeat(999)}`,
  })
  const { problems, skipped } = await loadSample()
  expect(problems[0]?.at?.text).toBe('  name: 1 #  hidden')
  expect(skipped[0]?.text).toHaveLength(200)
})

test('our own manifests must be right', async () => {
  write({ 'a.yaml': object('Service', 'a') })
  expect(await loadManifests(root, 'workshop')).toMatchObject([{ name: 'a', origin: 'workshop' }])
  write({ 'b.yaml': 'kind: [' })
  await expect(loadManifests(root, 'workshop')).rejects.toThrow('b.yaml:')
})

test('what installs another chart is set aside, and said', async () => {
  write({ 'commands.sh': 'helm install web other/chart --set a=b\nhelm install demo shop/shop\n' })
  const { commands, skipped } = await loadSample()
  expect(commands).toMatchObject([{ verb: 'install', release: 'demo' }])
  expect(skipped).toMatchObject([{ reason: 'only the chart shop is installed here' }])
})

test('`kubectl scale` and `kubectl autoscale` find their object in a file', async () => {
  const deployment = object('Deployment', 'web').replace('v1', 'apps/v1')
  write({
    'web.yaml': `${object('Service', 'web')}---\n${deployment}`,
    'two.yaml': `${deployment}---\n${object('StatefulSet', 'db')}`,
    'commands.sh': [
      'kubectl scale --replicas=4 -f web.yaml',
      'kubectl autoscale -f web.yaml --max=10 --cpu=50%',
      'kubectl scale --replicas=4 -f two.yaml',
    ].join('\n'),
  })
  const { commands, skipped } = await loadSample()
  const target = { kind: 'Deployment', name: 'web' }
  expect(commands).toMatchObject([
    { verb: 'scale', target, replicas: 4 },
    { verb: 'autoscale', target, name: 'web', max: 10 },
  ])
  expect(skipped).toMatchObject([{ reason: expect.stringContaining('it names several objects') }])
})
