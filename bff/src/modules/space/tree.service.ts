import type { CommunityMerge } from './community-merge.service'
import type { TreeEditing } from './tree-editing.service'
import type { TreeReading } from './tree-reading.service'
import type { TreeRedraw } from './tree-redraw.service'

/** The tree as staff see and change it (product §3.1). */
export interface TreeService
  extends Pick<TreeReading, 'level' | 'card' | 'search'>, TreeEditing, TreeRedraw, CommunityMerge {}
