import { expect, test } from 'vitest'
import { withoutVolatile } from './volatile.ts'

const seen = (container: string, words: string, ending: string) =>
  `Observed  Pod shop-web-5d8f7b6c4-x7k2z: container ${container} is not Ready; its log ends with: ${words}${ending}`

const settle = (text: string) => withoutVolatile(text, ['web', 'shop'])

test.each([
  ['which says what it does', 'Connected to database successfully! | ### 🚀 Build details: 2.1.0 (main)'],
  ['which says something else', 'listening on port 8000 (all of them), since 3 s'],
])('the words of the app, %s, are not pinned', (_, words) => {
  expect(settle(seen('web-container', words, ' (waiting does not change this)'))).toBe(
    'Observed  Pod shop-web-HASH: container web-container is not Ready; its log ends with: WORDS (waiting does not change this)',
  )
  expect(settle(seen('web', words, ', after 125 s'))).toBe(
    'Observed  Pod shop-web-HASH: container web is not Ready; its log ends with: WORDS, after N s',
  )
  expect(settle(seen('shop', words, ''))).toMatch(/its log ends with: WORDS$/)
})

test.each(['store', 'webs', 'my-web'])('the words of the container %s are', (container) => {
  const words = 'initdb: error: directory "/var/lib/store" exists but is not empty'
  expect(settle(seen(container, words, ', after 7 s'))).toContain(`${words}, after N s`)
})

test('how many requests of a load failed is not pinned: of a busy machine a few do', () => {
  const text = (failed: string) => `2 replicas, cpu 12 % at 187 requests/s${failed}; selectPolicy is Disabled`
  expect(settle(text(', 5 of 2872 failed'))).toBe(settle(text('')))
})

test('whether the page answers already, for a path that leads nowhere, is not pinned where the wait is hopeless', () => {
  const text = (answer: string, ending: string) => settle(`Observed  /api/status answered ${answer}${ending}`)
  const page = String.raw`200: "<!doctype html>\n<html lang=\"en\">"`
  const none = String.raw`503: "no available server\n"`
  const hopeless = ' (waiting does not change this)'
  expect(text(page, hopeless)).toBe(text(none, hopeless))
  expect(text(page, ', after 90 s')).not.toBe(text(none, ', after 90 s'))
})
