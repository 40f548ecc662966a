import { expect, test } from 'vitest'
import type { AppDefinition } from '../setup/app.ts'
import { imagesFor } from '../setup/catalogue.ts'
import { byImage, setOf } from '../setup/image-set.ts'
import { readAddOns } from './add-ons.ts'
import { clocks } from './pace.ts'

const none: AppDefinition = { images: [], recommended: 'busybox', containers: [] }
const shop: AppDefinition = {
  ...none,
  images: [
    { name: 'store', reference: 'store:1', recipe: '/store' },
    { name: 'shop-web', aliases: ['web'], reference: 'shop.example/web:1', recipe: '/shop' },
  ],
  recommended: 'store or shop-web',
}

async function addOnsFor(app: AppDefinition) {
  const images = setOf('built', byImage(imagesFor(app).map(({ name }) => [name, `assay/${name}:1`])))
  const objects = await readAddOns({ app, images }, clocks.fast)
  const map = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'images')
  return { objects, known: { ...(map?.data as Record<string, string>) } }
}

test('an image of the app is found by its name and by what else learners call it', async () => {
  const { objects, known } = await addOnsFor(shop)
  expect(known).toEqual({
    store: 'assay.invalid/store:1',
    'shop-web': 'assay.invalid/shop-web:1',
    web: 'assay.invalid/shop-web:1',
    busybox: 'assay.invalid/shell:1',
    alpine: 'assay.invalid/shell:1',
  })
  expect(JSON.stringify(objects)).toContain('use store or shop-web')
})

test('where the app has no images, Pods may use the shell alone', async () => {
  const { objects, known } = await addOnsFor(none)
  expect(Object.keys(known)).toEqual(['busybox', 'alpine'])
  expect(JSON.stringify(objects)).toContain('use busybox')
})

test('Gateways are served only where they are asked for', async () => {
  const images = setOf('built', byImage(imagesFor(none).map(({ name }) => [name, `assay/${name}:1`])))
  const textOf = async (servesGateways: boolean) =>
    JSON.stringify(await readAddOns({ app: none, images }, clocks.fast, servesGateways))
  expect(await textOf(false)).not.toMatch(/gateway/i)
  const served = await textOf(true)
  expect(served).toContain('--providers.kubernetesgateway=true')
  expect(served).toContain('"kind":"GatewayClass"')
})
