import { expect, test } from 'vitest'
import { selects, toQuery } from './label-selector.ts'

const expression = (operator: string, values?: string[]) => ({
  matchExpressions: [{ key: 'app', operator, ...(values && { values }) }],
})

test.each([
  ['labels', { matchLabels: { app: 'api', tier: 'web' } }, 'app=api,tier=web'],
  ['In', expression('In', ['api', 'web']), 'app in (api,web)'],
  ['NotIn', expression('NotIn', ['api']), 'app notin (api)'],
  ['Exists', expression('Exists'), 'app'],
  ['DoesNotExist', expression('DoesNotExist'), '!app'],
  ['both', { matchLabels: { tier: 'web' }, ...expression('Exists') }, 'tier=web,app'],
])('%s, as the API takes it', (_, selector, query) => {
  expect(toQuery(selector)).toBe(query)
})

test.each([
  [{ matchLabels: { app: 'api' } }, { app: 'api', tier: 'web' }, true],
  [{ matchLabels: { app: 'api', tier: 'web' } }, { app: 'api' }, false],
  [expression('In', ['api', 'web']), { app: 'web' }, true],
  [expression('In', ['api']), {}, false],
  [expression('NotIn', ['api']), { app: 'api' }, false],
  [expression('NotIn', ['api']), {}, true],
  [expression('Exists'), { app: '' }, true],
  [expression('Exists'), {}, false],
  [expression('DoesNotExist'), {}, true],
  [expression('DoesNotExist'), { app: 'api' }, false],
  [{}, { app: 'api' }, false],
])('%o and the labels %o: %s', (selector, labels, isSelected) => {
  expect(selects(selector, labels)).toBe(isSelected)
})
