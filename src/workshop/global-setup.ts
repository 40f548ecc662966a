import { frontDoorOf } from '../grade/front-door.ts'
import { workshop } from './workshop.ts'

export default frontDoorOf(workshop)
