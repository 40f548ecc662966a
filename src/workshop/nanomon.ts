import type { AppDefinition, AppImage } from '../setup/app.ts'
import { fixture } from '../setup/paths.ts'

/** An image of NanoMon's; the workshop's older files call it `nanomon/PART`. */
const image = (part: string): AppImage => ({
  name: `nanomon-${part}`,
  aliases: [part],
  reference: `ghcr.io/benc-uk/nanomon-${part}:latest`,
  recipe: fixture('images', 'nanomon'),
  isForAmd64Only: true,
})

/** NanoMon, the app of the workshop, with the database in which it keeps its data. */
export const nanomon: AppDefinition = {
  images: [
    { name: 'postgres', reference: 'postgres:17', recipe: fixture('images', 'postgres') },
    image('api'),
    image('frontend'),
    image('runner'),
  ],
  recommended: 'postgres or nanomon-api, nanomon-frontend, nanomon-runner',
  containers: ['api', 'frontend', 'runner', 'nanomon'],
  chart: { name: 'nanomon', folder: fixture('chart') },
}
