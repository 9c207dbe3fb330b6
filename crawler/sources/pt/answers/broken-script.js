define("OutSystems",[],function(){return {};});
