import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carried, sampleReport } from '../sample.ts'
import { renderJunit } from './junit.ts'
import { gradable, hostile, hostileFault, notGradable } from './sample.ts'

/** The part of the schema of Jenkins' xUnit plugin (`junit-10.xsd`) that a report uses; it allows nothing else. */
const XSD = `
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:complexType name="reason" mixed="true">
    <xs:attribute name="type" type="xs:string"/>
    <xs:attribute name="message" type="xs:string"/>
  </xs:complexType>
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
    <xs:attribute name="name"/>
    <xs:attribute name="time" type="xs:decimal"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger"/>
  </xs:complexType></xs:element>
  <xs:element name="testsuite"><xs:complexType>
    <xs:sequence>
      <xs:element name="properties" minOccurs="0"><xs:complexType><xs:sequence>
        <xs:element name="property" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
          <xs:attribute name="name" use="required"/>
          <xs:attribute name="value" use="required"/>
        </xs:complexType></xs:element>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence>
    <xs:attribute name="name" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
    <xs:attribute name="time" type="xs:decimal"/>
    <xs:attribute name="timestamp" type="xs:dateTime"/>
  </xs:complexType></xs:element>
  <xs:element name="testcase"><xs:complexType>
    <xs:choice minOccurs="0">
      <xs:element name="skipped" type="reason"/>
      <xs:element name="error" type="reason"/>
      <xs:element name="failure" type="reason"/>
      <xs:element name="system-out" type="xs:string"/>
    </xs:choice>
    <xs:attribute name="name" use="required"/>
    <xs:attribute name="classname"/>
    <xs:attribute name="time" type="xs:decimal"/>
  </xs:complexType></xs:element>
</xs:schema>`

let validator: XsdValidator
beforeAll(() => {
  const schema = XmlDocument.fromString(XSD)
  validator = XsdValidator.fromDoc(schema)
  schema.dispose()
})
afterAll(() => validator.dispose())

/** Reads XML as strictly as libxml2 does; throws if it is not well-formed, or not of the schema. */
function evaluate(xml: string, ...paths: string[]): (string | undefined)[] {
  const document = XmlDocument.fromString(xml)
  try {
    validator.validate(document)
    return paths.map((path) => document.get(path)?.content)
  } finally {
    document.dispose()
  }
}

test('a report with verdicts of each kind', () =>
  expect(renderJunit(gradable)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="Assay: 40/100" tests="5" failures="1" errors="0" time="6.5">
      <testsuite name="Scaling" tests="2" failures="0" errors="0" time="2.6" skipped="0" timestamp="2026-11-24T12:00:00.000Z">
        <properties>
          <property name="points.scales-out" value="20/20"/>
          <property name="points.scales-in" value="20/20"/>
        </properties>
        <testcase name="scales-out" classname="Scaling" time="1.3"/>
        <testcase name="scales-in" classname="Scaling" time="1.3"/>
      </testsuite>
      <testsuite name="Keeping The Data" tests="2" failures="1" errors="0" time="2.6" skipped="1" timestamp="2026-11-24T12:00:00.000Z">
        <properties>
          <property name="points.data-survives" value="0/20"/>
          <property name="points.stable-name" value="0/20"/>
        </properties>
        <testcase name="data-survives" classname="Keeping The Data" time="1.3"><failure type="fail" message="Expected: row &#34;assay-7f3a&#34; still there; Observed: no such row (0 rows); store-0 is a new Pod, after 14 s">The workshop says: What data-survives says.
    Expected: row &#34;assay-7f3a&#34; still there
    Observed: no such row (0 rows);
    store-0 is a new Pod, after 14 s
    Look at: store/set.yaml:71:26
    71 │               mountPath: /data
       │                          ^
    Hint: Try \`kubectl get pods\`.</failure></testcase>
        <testcase name="stable-name" classname="Keeping The Data" time="1.3"><skipped type="blocked" message="It needs data-survives, which did not pass.">The workshop says: What stable-name says.
    It needs data-survives, which did not pass.</skipped></testcase>
      </testsuite>
      <testsuite name="Installing The App with Helm" tests="1" failures="0" errors="0" time="1.3" skipped="1" timestamp="2026-11-24T12:00:00.000Z">
        <properties>
          <property name="points.installs" value="0/20"/>
        </properties>
        <testcase name="installs" classname="Installing The App with Helm" time="1.3"><skipped type="absent" message="Nothing was handed in: add any manifest">The workshop says: What installs says.
    Nothing was handed in: add any manifest</skipped></testcase>
      </testsuite>
    </testsuites>
    "
  `))

test('a check that is carried forward has passed, and says why', () => {
  const [passed, failures] = evaluate(
    renderJunit(sampleReport([carried])),
    '//testcase/system-out',
    '//testsuite/@failures',
  )
  expect(passed).toContain('Carried forward: ')
  expect(failures).toBe('0')
})

test('a run that is not gradable has an error of its own, and no score', () => {
  const paths = [
    '/testsuites/@name',
    '/testsuites/@errors',
    '/testsuites/@tests',
    '//testcase[@name="gradable"]/error',
  ]
  expect(evaluate(renderJunit(notGradable), ...paths)).toEqual([
    'Assay: not gradable',
    '2',
    '6',
    'a hook failed',
  ])
})

test.each([
  ['each verdict', gradable],
  ['errors', notGradable],
  ['hostile text', hostile],
  ['a hostile fault', hostileFault],
  ['no check', { ...notGradable, checks: [] }],
])('a report with %s is XML by the schema', (_, report) =>
  expect(evaluate(renderJunit(report), '/testsuites/@failures')[0]).toMatch(/^\d$/),
)

test('hostile text is text in the one element that it belongs to, and capped', () => {
  const xml = renderJunit(hostile)
  const [failure, tests] = evaluate(xml, '//testcase/failure', '/testsuites/@tests')
  expect(failure).toContain(`]]></failure></testcase>"'&amp;<![CDATA[::error::x`)
  expect(tests).toBe('1')
  expect(xml.length).toBeLessThan(100_000)
})
