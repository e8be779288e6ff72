export default definePageConfig({
  navigationBarTitleText: '绑定核对',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
