import { expect, test } from 'vitest'
import { autoscaleCommands, installCommand } from './find.ts'
import { loadSample, said, write } from './sample.ts'

const autoscaler = (name: string, target: string) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: ${name}}\nspec: {scaleTargetRef: {kind: Deployment, name: ${target}}, maxReplicas: 9}\n`

async function loadWith(lines: string[], files: Record<string, string> = {}) {
  write({ 'commands.sh': lines.join('\n'), ...files })
  return loadSample()
}

const scale = (name: string, max: number, more = '') => `kubectl autoscale deploy ${name} --max=${max}${more}`

test.each<[string, string[], Record<string, string>, string[]]>([
  ['one for each name', [scale('page', 3), scale('web', 4)], {}, ['page 3', 'web 4']],
  ['the first of a name', [scale('web', 3), scale('web', 4)], {}, ['web 3']],
  [
    'the one after a deletion',
    [scale('web', 3), 'kubectl delete hpa web', scale('web', 4), scale('web', 5)],
    {},
    ['web 4'],
  ],
  [
    'the one after all are deleted',
    [scale('web', 3), 'kubectl delete hpa --all', scale('web', 4)],
    {},
    ['web 4'],
  ],
  [
    'the first if another one is deleted',
    [scale('web', 3), 'kubectl delete hpa page', 'kubectl delete deploy web', scale('web', 4)],
    {},
    ['web 3'],
  ],
  ['one that is cleared away at last', [scale('web', 3), 'kubectl delete hpa --all'], {}, ['web 3']],
  [
    'one beside a manifest for something else',
    [scale('web', 3)],
    { 'a.yaml': autoscaler('page', 'page') },
    ['web 3'],
  ],
  [
    'none that a manifest follows after it is deleted',
    [scale('web', 3), 'kubectl delete hpa web', 'kubectl apply -f a.yaml'],
    { 'a.yaml': autoscaler('page', 'page') },
    [],
  ],
  ['none with a manifest of its name', [scale('web', 3)], { 'a.yaml': autoscaler('web', 'page') }, []],
  ['none with a manifest of its target', [scale('web', 3)], { 'a.yaml': autoscaler('hpa', 'web') }, []],
])('of `kubectl autoscale`, %s counts', async (_, lines, files, expected) => {
  const commands = autoscaleCommands(await loadWith(lines, files))
  expect(commands.map(({ name, max }) => `${name} ${max}`)).toEqual(expected)
})

test.each<[string, string[], object | undefined]>([
  ['no line', ['kubectl delete hpa web'], undefined],
  [
    'the last install',
    ['helm install demo shop/shop --set a=1', 'helm uninstall demo', 'helm install web shop/shop --set b=1'],
    { release: 'web', set: ['b=1'] },
  ],
  [
    'an upgrade with values',
    ['helm install demo shop/shop --set a=1', 'helm upgrade demo shop/shop --set b=1'],
    { verb: 'upgrade', set: ['b=1'] },
  ],
  [
    'the line before an upgrade without values',
    ['helm install demo shop/shop --set a=1', 'helm upgrade demo shop/shop'],
    { verb: 'install', set: ['a=1'] },
  ],
  [
    'an upgrade that installs another release',
    ['helm install demo shop/shop --set a=1', 'helm upgrade -i web shop/shop'],
    { release: 'web', set: [] },
  ],
])('a release is what %s says', async (_, lines, expected) => {
  const command = installCommand(await loadWith(lines))
  if (expected) expect(command).toMatchObject(expected)
  else expect(command).toBeUndefined()
})

test('files that were named before flags alone are not used, and it is said', async () => {
  write({
    'a.yaml': 'a: 1',
    'commands.sh': 'helm install demo shop/shop -f a.yaml\nhelm upgrade demo shop/shop --set b=1\n',
  })
  const { values, problems } = await loadSample()
  expect(values).toBeUndefined()
  expect(said(problems)).toEqual([
    'note a.yaml:1 Not used: the last `helm upgrade` (commands.sh:2) gives values of its own, and Helm forgets those before.',
  ])
})
