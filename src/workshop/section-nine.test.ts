import { expect, test } from 'vitest'
import { loadSample, write } from '../submission/sample.ts'
import { sectionNine, withoutGateway } from './section-nine.ts'

const gatewayApi = (kind: string, name: string) =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: {name: ${name}}\n`

async function routesWith(...files: string[]) {
  write(Object.fromEntries(files.map((text, i) => [`${i}.yaml`, text])))
  const manifests = await sectionNine(await loadSample())
  const routes = manifests.filter(({ kind }) => /Ingress|Gateway|HTTPRoute/.test(kind))
  expect(withoutGateway(manifests).some(({ kind }) => /Gateway|HTTPRoute/.test(kind))).toBe(false)
  return routes.map(({ kind, name, origin }) => `${kind} ${name} of the ${origin}`)
}

test('the Ingress is the workshop’s where no route is handed in', async () => {
  expect(await routesWith()).toEqual(['Ingress nanomon of the workshop'])
})

test('a Gateway without a route leaves the Ingress', async () => {
  expect(await routesWith(gatewayApi('Gateway', 'g'))).toEqual([
    'Ingress nanomon of the workshop',
    'Gateway g of the submission',
  ])
})

test('a route without a Gateway gets the workshop’s, and no Ingress', async () => {
  expect(await routesWith(gatewayApi('HTTPRoute', 'r'))).toEqual([
    'Gateway nanomon-gateway of the workshop',
    'HTTPRoute r of the submission',
  ])
})

test('a route with a Gateway of any name gets nothing', async () => {
  expect(await routesWith(gatewayApi('HTTPRoute', 'r'), gatewayApi('Gateway', 'g'))).toEqual([
    'HTTPRoute r of the submission',
    'Gateway g of the submission',
  ])
})

const NO_SERVICES = `
spec:
  parentRefs: [{name: way-in, namespace: nginx-gateway, sectionName: web}]
  rules:
    - matches: [{path: {type: PathPrefix, value: /api}}]
      backendRefs: [{name: backend, port: 8000}]
    - backendRefs: [{name: frontend, port: 8001}]
`

test('the workshop’s Gateway and Services have the names and ports that a route gives them', async () => {
  write({ 'a.yaml': gatewayApi('HTTPRoute', 'r').trimEnd() + NO_SERVICES })
  const manifests = await sectionNine(await loadSample())
  const textOf = (kind: string, name: string) =>
    JSON.stringify(manifests.find((one) => one.kind === kind && one.name === name)?.object)
  expect(textOf('Gateway', 'way-in')).toContain('"name":"web","port":80')
  expect(textOf('Service', 'backend')).toContain('"port":8000,"targetPort":8000')
  expect(textOf('Service', 'frontend')).toContain('"port":8001,"targetPort":8001')
})
