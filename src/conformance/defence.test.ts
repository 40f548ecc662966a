import { expect, test } from 'vitest'
import { toCase } from './case.ts'

const sentence = 'A Pod does what it must not do, and a text tells.'
const attack = (written: object) => toCase('attack', 'sample', { sentence, ...written })

test('an attack names its layer, and what shows that this layer has stopped it', () => {
  const { defence } = attack({ stops: 'admission', says: 'is forbidden', alone: true, sections: ['helm'] })
  expect(defence).toEqual({
    stops: 'admission',
    says: ['is forbidden'],
    never: [],
    always: [],
    isAlone: true,
    sections: ['helm'],
  })
})

test('an attack may need a program that not every node has', () => {
  expect(attack({ stops: 'kubelet', always: 'was filled', needs: 'mke2fs' }).defence?.needs).toBe('mke2fs')
})

test('an attack on nothing but the grade needs no text: that the grade is what it must be shows it', () => {
  expect(attack({ stops: 'grade' }).defence).toMatchObject({ stops: 'grade', says: [] })
})

test('an attack with probes says when it was tried', () => {
  const { defence } = attack({ stops: 'network', probes: ['tcp NODE 6443'] })
  expect(defence).toMatchObject({ never: ['REACHED'] })
  expect(defence?.always).toContain('done')
})

test.each([
  ['without a layer', {}, 'stops must be one of reader, admission,'],
  ['with a layer that there is not', { stops: 'luck' }, 'stops must be one of'],
  ['with a field that is misspelt', { stops: 'grade', neever: 'x' }, 'unknown field neever'],
  ['with a text that is none', { stops: 'reader', says: 3 }, 'says must be a text, or a list of texts'],
  ['with an empty text, which stands everywhere', { stops: 'reader', says: ' ' }, 'says must be a text'],
  ['that nothing shows', { stops: 'quota' }, 'nothing shows that the quota stopped it'],
  ['on the network that nothing betrays', { stops: 'network', always: 'done' }, 'needs never: a text'],
  ['that a Pod which never ran would pass', { stops: 'network', never: 'REACHED' }, 'a Pod that did not run'],
  [
    'that needs a command line of the node',
    { stops: 'kubelet', says: 'x', needs: 'a; b' },
    'needs must be one program',
  ],
])('there is no attack %s', (_, written, why) => {
  expect(() => attack(written)).toThrow(why)
})

test('only an attack has what an attack has', () => {
  const mutant = { sentence, fail: ['claim-bound'], stops: 'check' }
  expect(() => toCase('mutant', 'sample', mutant)).toThrow('a mutant has no stops')
})
