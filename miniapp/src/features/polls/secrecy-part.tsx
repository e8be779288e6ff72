import { useState } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Icon } from '@/ui/icon'
import type { IconName } from '@/ui/icon-name'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import './polls.scss'

const keeps: readonly (readonly [IconName, string])[] = [
  ['lock', '谁投过、投了什么，分开存放，没有任何东西把两边连起来'],
  ['eye-off', '截止前谁都看不到票数，包括工作人员'],
  ['check', '投票时这部手机随机生成一串选票码，截止后凭它找到自己的票，还能自己把票重新数一遍'],
]

/** The rung of the ladder this stands on, said openly (participation §3.2). */
const limits: readonly string[] = [
  '邻里智治存下来的东西里，没有哪一样能把您和您的票对上。',
  '维护服务器的人理论上能在您投票的那一刻看到数据。所以截止后全部选票都放到公示板上，居务监督委员数过才签认，谁都可以重新数。',
  '选票码只在投票的那部手机里。截止后谁拿到选票码，谁就能看到那张票投了什么，请不要发给别人。',
  '如果有人在旁边逼着看您怎么投，这里防不住。可以改领纸票，一个人的时候自己写。',
]

/** How a secret ballot is kept, how it can be checked, and what this cannot do. */
export function SecrecyPart() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <SectionTitle title="这一票怎么保密，又怎么核对" />
      <Surface padded>
        {keeps.map(([icon, text]) => (
          <Box key={text} className="poll-line">
            <Icon name={icon} size="s" />
            <Box className="poll-line__words">{text}</Box>
          </Box>
        ))}
        {open ? (
          limits.map((text) => (
            <Box key={text} as="p" className="poll-limit">
              {text}
            </Box>
          ))
        ) : (
          <Button kind="plain" onTap={() => setOpen(true)}>
            它能防什么、不能防什么
          </Button>
        )}
      </Surface>
    </>
  )
}
