import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { builtNames, builtNode } from './built-images.ts'
import { imagesFor } from './catalogue.ts'

const recipe = mkdtempSync(path.join(tmpdir(), 'assay-recipe-'))
writeFileSync(path.join(recipe, 'build.sh'), 'exit 1\n')
afterAll(() => rmSync(recipe, { recursive: true }))

const app = [
  { name: 'store', reference: 'store:1', recipe },
  { name: 'shop', reference: 'shop:1', recipe },
]

test('images of one recipe have its content in their tag', async () => {
  const names = await builtNames(imagesFor({ images: app }))
  expect(names).toMatchObject({ store: 'assay/store:372efb447841', shop: 'assay/shop:372efb447841' })
})

test('without an app there are those that every workshop needs, under the same names', async () => {
  const [alone, withApp] = await Promise.all([
    builtNames(imagesFor({ images: [] })),
    builtNames(imagesFor({ images: app })),
  ])
  expect(Object.keys(alone)).not.toContain('store')
  expect(withApp).toMatchObject(alone)
  expect(alone.node).toBe(await builtNode())
})
