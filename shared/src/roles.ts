/** Product §1. A role is always held for one node of the space tree. */
export const roles = [
  'resident',
  'verified_resident',
  'grid_worker',
  'community_staff',
  'community_admin',
  'organisation_staff',
  'supervisor',
  'street_admin',
  'district_operator',
] as const

export type Role = (typeof roles)[number]

export const roleLabel: Record<Role, string> = {
  resident: '居民',
  verified_resident: '已核实住户',
  grid_worker: '网格员',
  community_staff: '社区工作者',
  community_admin: '社区负责人',
  organisation_staff: '协同单位',
  supervisor: '居务监督',
  street_admin: '街道管理员',
  district_operator: '区级运维',
}

/** Those who open the console at all. */
export const staffRoles = [
  'grid_worker',
  'community_staff',
  'community_admin',
  'organisation_staff',
  'supervisor',
  'street_admin',
  'district_operator',
] as const satisfies readonly Role[]

/** Those who write and publish notices and answer opinions for a community. */
export const communityRoles = ['community_staff', 'community_admin'] as const satisfies readonly Role[]
