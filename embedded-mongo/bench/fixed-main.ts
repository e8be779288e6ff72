import { itemOf } from './items'
import { startFixedServer } from './fixed-server'

startFixedServer(itemOf(1))
