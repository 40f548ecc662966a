import { expect, test } from 'vitest'
import { attackOn } from './linear.mjs'

test.each([
  [/^a+$/, undefined],
  [/(?<!a)a+$/, undefined],
  [/"([^"]+)"/, undefined],
  [/role "([^"]+)"/, undefined],
  [/unknown field "([^"]+)" in/, undefined],
  [/error when \w+ "(\d+\.json)"/, undefined],
  [/\b\d+ of (\d+) Pods/g, undefined],
  [/^a.*b/, undefined],
  [/a.*/, undefined],
  [/a[^a]*b/, undefined],
  [/^"(?:[^"\\]|\\.)*"$/, undefined],
  [/^x.*y$/m, undefined],
  [/(?:^|\s)host=(\S+)/, undefined],
  [/a(?=b)c.*d/, undefined],
  [/a+$/, 'a'],
  [/(?:[a-z]+(?:\[\d+\])*\.?)+: /, 'a'],
  [/^(.*?)\s*\(\d+\)$/, ' '],
  [/relation .* does not exist/, 'relation '],
  [/Invalid value: .*: must /, 'Invalid value: '],
  [/key (\S+) in [^/]*\/(\S+)/, 'key \0 in '],
  [/^x[\s\S]*y$/m, '\nx'],
  [/^.*ab.*c$/, 'ab'],
  [/(?=x.*y)z/, 'x'],
  [/^(?:.*,)+$/, ','],
])('%s', (expression, attack) => expect(attackOn(expression.source, expression.flags)).toBe(attack))
