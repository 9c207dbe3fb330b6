define("dr.LegislacaoConsolidada.LegCons_Detalhe.mvc$controller",[],function(){
return controller.callDataAction("DataActionGetDiplomaFragByIdAndApplicationSettings2", "screenservices/dr/LegislacaoConsolidada/LegCons_Detalhe/DataActionGetDiplomaFragByIdAndApplicationSettings2", "apiCabecalho+1", function(b){}),
controller.callDataAction("DataActionGetDataRelacionada", "screenservices/dr/LegislacaoConsolidada/LegCons_Detalhe/DataActionGetDataRelacionada", "apiOutra", function(b){}),
controller.callDataAction("DataActionGetData", "screenservices/dr/LegislacaoConsolidada/LegCons_Detalhe/DataActionGetData", "apiTexto/1", function(b){});
});
