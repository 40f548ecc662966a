import { expect, test } from 'vitest'
import { whyNot } from './way.ts'

const FACT = 'In this cluster no Pod reaches another through a Service, 60 s after both run.'

test('on a bridge without br_netfilter the module is what is missing', () => {
  expect(whyNot({ isBridged: true }, 60)).toBe(
    `${FACT} The kernel of Docker's machine has no br_netfilter, which k3s needs: \`sudo modprobe br_netfilter\` on that machine, then try again.`,
  )
})

test('a module that is there may be switched off', () => {
  expect(whyNot({ isBridged: true, filtered: '0' }, 60)).toContain(
    '`sudo sysctl net.bridge.bridge-nf-call-iptables=1`',
  )
})

test('where the module is there, or there is no bridge, it is not blamed', () => {
  for (const way of [{ isBridged: true, filtered: '1' }, { isBridged: false }])
    expect(whyNot(way, 60)).toBe(
      `${FACT} Another firewall on Docker's machine may stand in the way; \`npm run doctor\` says more.`,
    )
})
