import { displayName } from './file-name'

describe('names of uploaded files', () => {
  it.each([
    ['楼道灯.jpg', 'jpeg', '楼道灯.jpg'],
    ['../../etc/passwd', 'png', 'passwd.png'],
    ['C:\\Users\\wang\\照片.PNG', 'png', '照片.png'],
    ['a\u0000b\u0007c.pdf', 'pdf', 'abc.pdf'],
    ['photo\u202egpj.exe', 'jpeg', 'photogpj.jpg'],
    ['<script>"x"</script>.xlsx', 'xlsx', 'script.xlsx'],
    ['....', 'pdf', '文件.pdf'],
    ['', 'm4a', '文件.m4a'],
    ['.htaccess', 'webp', '文件.webp'],
    ['通知.html', 'pdf', '通知.pdf'],
    ['名'.repeat(300), 'mp4', `${'名'.repeat(80)}.mp4`],
    [`a${' '.repeat(5000)}b.png`, 'png', 'b.png'],
    ['𠮷'.repeat(1000), 'mp4', `${'𠮷'.repeat(80)}.mp4`],
    ['𠮷'.repeat(100), 'mp4', `${'𠮷'.repeat(80)}.mp4`],
  ] as const)('%.20j of type %s is shown as %.20j', (given, type, shown) => {
    expect(displayName(given, type)).toBe(shown)
  })
})
