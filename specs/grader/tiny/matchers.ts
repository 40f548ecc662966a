import { lineOfManifest } from '../../../src/diagnosis/source-lookup.ts'
import { addMatchers } from '../../../src/matchers/matchers.ts'

// Nothing is known of the app that does nothing.
addMatchers({ app: {}, lineOf: lineOfManifest })
