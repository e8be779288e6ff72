export default definePageConfig({
  navigationBarTitleText: '打印邀请码',
  enablePageMeta: true,
})
