export default definePageConfig({
  navigationBarTitleText: '公开答复',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
