import { expect, test } from 'vitest'
import { loadSample, write } from '../../submission/sample.ts'
import { autoscaling } from './autoscaling.ts'

const autoscale = (name: string) => `kubectl autoscale deploy ${name} --max=9`
const PAGE = autoscale('nanomon-frontend')

const autoscaler = (target: string) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: hpa}\nspec: {scaleTargetRef: {kind: Deployment, name: ${target}}, maxReplicas: 9}\n`
const api = (name: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {template: {spec: {containers: [{image: nanomon-api}]}}}\n`

test.each<[string, string[], Record<string, string>, string | undefined]>([
  ['the one for the API', [PAGE, autoscale('nanomon-api')], {}, 'nanomon-api'],
  [
    'the one for the API by the name that is handed in',
    [PAGE, autoscale('backend')],
    { 'api.yaml': api('backend') },
    'backend',
  ],
  [
    'the one for the API, beside a manifest for the frontend',
    [autoscale('nanomon-api')],
    { 'hpa.yaml': autoscaler('nanomon-frontend') },
    'nanomon-api',
  ],
  ['the first where none is for the API', [PAGE], {}, 'nanomon-frontend'],
  ['none beside the API’s manifest', [PAGE], { 'hpa.yaml': autoscaler('nanomon-api') }, undefined],
])('of the commands, %s is run', async (_, lines, files, expected) => {
  write({ 'commands.sh': lines.join('\n'), ...files })
  const submission = await loadSample()
  expect(autoscaling.isHandedIn(submission)).toBe(true)
  const [, , command] = (await autoscaling.inputs(submission)) as { target: { name: string } }[]
  expect(command?.target.name).toBe(expected)
})
