import { useState } from 'react'
import { CommunitySheet } from '@/features/space/community-sheet'
import { Box } from '@/ui/box'
import { Icon } from '@/ui/icon'
import { Tap } from '@/ui/tap'

/** Mark and name of the community; a tap changes whose things are shown. */
export function CommunitySwitch({ name }: { readonly name: string | undefined }) {
  const [open, setOpen] = useState(false)
  return (
    <Box className="home-head">
      <Box className="home-head__mark" hidden />
      <Tap
        id="community-switch"
        className="home-head__name"
        label={name === undefined ? '选择社区' : `${name}，换一个社区`}
        onTap={() => setOpen(true)}
      >
        <Box as="span">{name ?? '选择社区'}</Box>
        <Icon name="chevron-down" size="xs" />
      </Tap>
      <CommunitySheet open={open} onClose={() => setOpen(false)} />
    </Box>
  )
}
