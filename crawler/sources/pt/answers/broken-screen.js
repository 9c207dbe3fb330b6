controller.callDataAction("DataActionOutroNome", "screenservices/dr/Outro", "x", function(b){});
