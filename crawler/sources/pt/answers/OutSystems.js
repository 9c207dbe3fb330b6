define("OutSystems",[],function(){var e={};e.AnonymousCSRFToken = "T0kenDeTeste=";return e;});
