/** In WeChat each page carries the theme itself (page-frame). */
export function followTheme(): void {}
