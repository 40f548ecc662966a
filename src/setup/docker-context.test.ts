import { expect, test } from 'vitest'
import { environmentOf, readContext } from './docker-context.ts'

/** As `docker context inspect` of Docker 28 prints it. */
const inspected = (endpoint: object, tls: object = {}) =>
  JSON.stringify([
    {
      Name: 'colima',
      Metadata: {},
      Endpoints: { docker: { SkipTLSVerify: false, ...endpoint } },
      TLSMaterial: tls,
      Storage: {
        MetadataPath: '/home/ada/.docker/contexts/meta/f24f',
        TLSPath: '/home/ada/.docker/contexts/tls/f24f',
      },
    },
  ])

test('a context names its engine', () => {
  expect(readContext(inspected({ Host: 'unix:///home/ada/.colima/default/docker.sock' }))).toEqual({
    name: 'colima',
    host: 'unix:///home/ada/.colima/default/docker.sock',
  })
})

test('a context with certificates says where they are, in the variables that everybody reads', () => {
  const context = readContext(
    inspected({ Host: 'tcp://build.example:2376' }, { docker: ['ca.pem', 'cert.pem', 'key.pem'] }),
  )
  expect(context && environmentOf(context)).toEqual({
    DOCKER_HOST: 'tcp://build.example:2376',
    DOCKER_TLS_VERIFY: '1',
    DOCKER_CERT_PATH: '/home/ada/.docker/contexts/tls/f24f/docker',
  })
})

test('a context without certificates asks for none', () => {
  expect(environmentOf({ name: 'colima', host: 'unix:///colima.sock' })).toEqual({
    DOCKER_HOST: 'unix:///colima.sock',
  })
})

test('what names no engine is no context', () => {
  expect(readContext(inspected({}))).toBeUndefined()
  expect(readContext('[]')).toBeUndefined()
})
