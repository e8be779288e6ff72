export default definePageConfig({
  navigationBarTitleText: '绑定申请',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
