import type { Connection } from 'mongoose'
import { createServicesRepository } from './services.repository'
import { createServicesService, type ServicesDeps, type ServicesService } from './services.service'

export function createServicesModule(
  deps: Omit<ServicesDeps, 'services'> & { readonly connection: Connection },
): ServicesService {
  return createServicesService({ ...deps, services: createServicesRepository(deps.connection) })
}
