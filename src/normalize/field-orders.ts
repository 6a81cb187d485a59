/**
 * The names of an event's fields in the order in which they stand, for logs that keep values without names. Of events whose
 * versions differ each order stands for itself, told apart by how many fields it has. Seen in real logs where our corpus has the event;
 * else from the providers' ETW manifests and Microsoft's description of the event; those of the service manager and of User32
 * from event lists; inferred: Gateway 305 and 306, like 302; Firewall 2005, like 2004; Param1 of what the connection manager
 * writes to the System log.
 */
export const fieldOrders: Readonly<Record<string, readonly (readonly [names: string, eventIds: string])[]>> =
  {
    'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS': [
      ['ConnType,ClientIP', '131'],
      ['ConnectionName', '65'],
      ['ConnectionName,SessionID', '66'],
      ['ConnectionName,ErrorCode', '67'],
      [
        'ConnectionName,PromptForCredentials,PromptForCredentialsDone,GfxChannelOpened,FirstGraphicsReceived',
        '68',
      ],
      ['MethodName', '72'],
      ['ComponentName,ErrorCode', '97'],
      ['ResultCode', '99 138'],
      ['ReasonCode', '103'],
      ['TransportProtocolName,Port', '129'],
      ['TunnelID', '130'],
      ['TunnelID,TransportType', '135'],
      ['ResultCode,IPString', '139'],
      ['IPString', '140'],
      ['InstanceID', '141'],
      ['error', '142 143'],
      ['Error', '146 147 291'],
      ['ErrorCode', '3 4 36 149'],
      ['MajorType,MinorType', '169'],
      ['MajorType,MinorType,ServerName', '169'],
      [
        'StateTransition,PreviousState,PreviousStateName,NewState,NewStateName,Event,EventName,ErrorCode',
        '226',
      ],
      ['ComponentName,Message,ErrorCode', '228'],
      ['HresultCode', '1 35'],
      ['ConnectionName,DisplayDriverName', '71'],
      ['ErrorCode,ServerName', '161'],
      ['Version,ClientMode,AvcEnabled,ProfileIdNum,ServerName,ProfileName', '162'],
      ['DisplayDriverName', '70'],
      ['TimezoneBiasHour', '104'],
      ['TunnelID,RTT,Bandwidth', '137'],
      ['IdleSeconds,IdleSeconds1,IdleSeconds2', '145'],
      ['TLSVersion', '153'],
      ['Message,Error', '154'],
    ],
    'Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV': [
      ['ConnType,ClientIP', '131'],
      ['TunnelID,TransportType', '135'],
    ],
    'Microsoft-Windows-TerminalServices-RemoteConnectionManager': [
      ['listenerName', '258 259 261 262 1157'],
      [
        'Param1,Param2,Param3',
        '1146 1147 1148 1149 1151 1280 1281 20491 20492 20493 20494 20495 20496 20513 20514',
      ],
      [
        'Param1',
        '1003 1011 1028 1043 1129 1131 1132 1137 1138 1139 1140 1141 1158 50180 50195 50281 50283 50284 50307 50309 50310 50312',
      ],
      ['listenerName,errorCode', '260'],
      ['Param1,Param2', '1285 1289'],
      ['Session', '20502 20515 20516 20517 20518 20519'],
      ['ServerName,UserName', '20499'],
      ['UserName,ServerName,time', '20500'],
      ['Param1,Param2,Param3,Param4', '20503 20506 20512'],
      ['errorCode', '1061 50213 50215 50216'],
    ],
    'Microsoft-Windows-TerminalServices-LocalSessionManager': [
      ['Param1', '16 17 19 35'],
      ['User,SessionID,Address', '21 22 24 25'],
      ['User,SessionID', '23 41 42'],
      ['SessionId,State,StateName,Event,EventName,ErrorCode', '36 37'],
      ['TargetSession,Source', '39'],
      ['Session,Reason', '40'],
      ['messageName,errorCode', '20 33'],
      ['Session', '43 44 45 48 49 50 51 52 53'],
      ['SessionID', '60'],
    ],
    'Microsoft-Windows-TerminalServices-Gateway': [
      ['Username,IpAddress', '312 313'],
      [
        'Username,IpAddress,AuthType,Resource,ConnectionProtocol,ErrorCode',
        '200 201 203 204 300 301 302 304 305 306',
      ],
      [
        'Username,IpAddress,AuthType,Resource,BytesReceived,BytesTransfered,SessionDuration,ConnectionProtocol,ErrorCode',
        '202 303',
      ],
    ],
    'Microsoft-Windows-TerminalServices-ClientActiveXCore': [
      ['Name,Value,CustomLevel', '1001 1003 1004 1010 1013 1021 1024 1026 1102 1104'],
      ['DomainName,SessionId', '1027'],
      ['Name,CustomLevel,Value', '1033'],
      [
        'StateTransitionName,PreviousState,PreviousStateName,NewState,NewStateName,Event,EventName,Error Code',
        '226',
      ],
      ['TraceMessage,ErrorCode', '1005 1006 1007 1008 1009 1012 1017 1018 1020'],
      ['TraceMessage', '1028 1031'],
      ['Code', '1106'],
      ['ComponentName,Message,ErrorCode', '1107'],
      ['Component,Function,ErrorCode', '1404'],
    ],
    Schannel: [
      ['Type,ErrorCode,ErrorStatus', '36870'],
      ['CallerProcessId,CallerProcessImageName,Type,ErrorCode,ErrorStatus', '36870'],
      ['CallerProcessId,CallerProcessImageName,Type,ErrorState', '36871'],
      ['Type,ErrorState', '36871'],
      ['Protocol', '36874'],
      ['CallerProcessId,CallerProcessImageName,Protocol', '36874'],
      [
        'Type,Protocol,CipherSuite,ExchangeStrength,ContextHandle,TargetName,LocalCertSubjectName,RemoteCertSubjectName',
        '36880',
      ],
      ['CallerProcessId,CallerProcessImageName,AlertDesc', '36887'],
      ['AlertDesc', '36887'],
      ['AlertDesc,ErrorState', '36888'],
      ['CallerProcessId,CallerProcessImageName,AlertDesc,ErrorState,TargetName', '36888'],
      ['AlertDesc,ErrorState,TargetName', '36888'],
      ['ModuleName,Error', '36865'],
      ['CallerProcessId,CallerProcessImageName,Type,binaryData', '36867 36869'],
      ['Type,binaryData', '36867 36869'],
      ['Type,CSPName,CSPType,KeyName,KeyType,KeyFlags,EncodedCert', '36868'],
      ['CallerProcessId,CallerProcessImageName,Type,ErrorCode,CertFlags,CredContext', '36872'],
      ['Type,ErrorCode,CertFlags,CredContext', '36872'],
      ['CallerProcessId,CallerProcessImageName,Type,ErrorCode,CredContext', '36889'],
      ['Type,ErrorCode,CredContext', '36889'],
      ['CallerProcessId,CallerProcessImageName', '36873 36875 36885 36886 36896 36897'],
      ['CallerProcessId,CallerProcessImageName,ErrorCode,pCertificateContext', '36876 36877 36878 36879'],
      ['ErrorCode,pCertificateContext', '36876 36877 36878 36879'],
      ['CallerProcessId,CallerProcessImageName,certificateContext', '36881 36882 36883'],
      ['CallerProcessId,CallerProcessImageName,Name,certificateContext', '36884'],
      ['Name,certificateContext', '36884'],
      ['FailureReason,OCSPResponderURL,ThisUpdate,NextUpdate,Certificate', '36928'],
    ],
    LsaSrv: [
      ['TargetName,TargetVersion', '6041'],
      ['PID,Program', '6036'],
      ['PID,Program,TargetName', '6037'],
      ['Package,TargetName', '6040'],
      ['SID', '6035'],
      ['Package,Exception', '5000'],
      ['Target,Protocol,Error', '40960'],
      ['Target', '40961'],
      ['Target,Protocol', '40962'],
      ['Username,Package,Error', '45057'],
      ['PackageName,UserName,DomainName,ServerName,ProtectedUser,ErrorCode', '100'],
      ['PackageName,UserName,DomainName,ProtectedUser', '303'],
    ],
    'Microsoft-Windows-Security-Kerberos': [
      [
        'LogonSession,ClientTime,ServerTime,ErrorCode,ErrorMessage,ExtendedError,ClientRealm,ClientName,ServerRealm,ServerName,TargetName,ErrorText,File,Line,binary',
        '3',
      ],
      ['Server,TargetRealm,Targetname,ClientRealm,binary', '4'],
      ['ClientName,Realm,binary', '7'],
      ['Username,binary', '14'],
      ['SPN,ErrorCode', '100 101'],
      ['DomainController,ErrorCode', '102'],
      ['ClientUpn,ErrorCode', '103'],
      ['ExpectedDomainName,ErrorCode', '107'],
      ['ServerName,ServerPort,ServerVdir,ErrorCode,Status', '108'],
    ],
    'Microsoft-Windows-NTLM': [
      [
        'TargetName,UserName,DomainName,CallerPID,ProcessName,ClientLUID,ClientUserName,ClientDomainName,MechanismOID',
        '4001 4013 4015 8001',
      ],
      ['CallerPID,ProcessName,ClientLUID,ClientUserName,ClientDomainName,MechanismOID', '4002'],
      ['UserName,DomainName,Workstation,CallerPID,ProcessName,LogonType,InProc,MechanismOID', '4003'],
      ['AccountName,DeviceName,Status', '100'],
      ['AccountName,DeviceName,Status,SiloName,PolicyName', '101'],
    ],
    'Microsoft-Windows-Security-Auditing': [
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,TargetUserSid,TargetUserName,TargetDomainName,TargetLogonId,LogonType,LogonProcessName,AuthenticationPackageName,WorkstationName,LogonGuid,TransmittedServices,LmPackageName,KeyLength,ProcessId,ProcessName,IpAddress,IpPort,ImpersonationLevel',
        '4624',
      ],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,TargetUserSid,TargetUserName,TargetDomainName,TargetLogonId,LogonType,LogonProcessName,AuthenticationPackageName,WorkstationName,LogonGuid,TransmittedServices,LmPackageName,KeyLength,ProcessId,ProcessName,IpAddress,IpPort',
        '4624',
      ],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,TargetUserSid,TargetUserName,TargetDomainName,TargetLogonId,LogonType,LogonProcessName,AuthenticationPackageName,WorkstationName,LogonGuid,TransmittedServices,LmPackageName,KeyLength,ProcessId,ProcessName,IpAddress,IpPort,ImpersonationLevel,RestrictedAdminMode,TargetOutboundUserName,TargetOutboundDomainName,VirtualAccount,TargetLinkedLogonId,ElevatedToken',
        '4624',
      ],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,TargetUserSid,TargetUserName,TargetDomainName,TargetLogonId,LogonType,LogonProcessName,AuthenticationPackageName,WorkstationName,LogonGuid,TransmittedServices,LmPackageName,KeyLength,ProcessId,ProcessName,IpAddress,IpPort,ImpersonationLevel,RestrictedAdminMode,RemoteCredentialGuard,TargetOutboundUserName,TargetOutboundDomainName,VirtualAccount,TargetLinkedLogonId,ElevatedToken',
        '4624',
      ],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,TargetUserSid,TargetUserName,TargetDomainName,Status,FailureReason,SubStatus,LogonType,LogonProcessName,AuthenticationPackageName,WorkstationName,TransmittedServices,LmPackageName,KeyLength,ProcessId,ProcessName,IpAddress,IpPort',
        '4625',
      ],
      ['TargetUserSid,TargetUserName,TargetDomainName,TargetLogonId,LogonType', '4634'],
      ['TargetUserSid,TargetUserName,TargetDomainName,TargetLogonId', '4647'],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,LogonGuid,TargetUserName,TargetDomainName,TargetLogonGuid,TargetServerName,TargetInfo,ProcessId,ProcessName,IpAddress,IpPort',
        '4648',
      ],
      ['PackageName,TargetUserName,Workstation,Status', '4776'],
      ['AccountName,AccountDomain,LogonID,SessionName,ClientName,ClientAddress', '4778 4779'],
      ['AccountName,AccountDomain,LogonID,ClientAddress', '4825'],
      [
        'TargetUserName,TargetDomainName,TargetSid,SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId',
        '4722 4724 4725 4740 4767',
      ],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,PreviousTime,NewTime,ProcessId,ProcessName',
        '4616',
      ],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,PreviousDate,PreviousTime,NewDate,NewTime,ProcessId,ProcessName',
        '4616',
      ],
      [
        'TargetUserName,TargetDomainName,TargetSid,ServiceName,ServiceSid,TicketOptions,Status,TicketEncryptionType,PreAuthType,IpAddress,IpPort,CertIssuerName,CertSerialNumber,CertThumbprint',
        '4768',
      ],
      [
        'TargetUserName,TargetDomainName,TargetSid,ServiceName,ServiceSid,TicketOptions,Status,TicketEncryptionType,PreAuthType,IpAddress,IpPort,CertIssuerName,CertSerialNumber,CertThumbprint,ResponseTicket,AccountSupportedEncryptionTypes,AccountAvailableKeys,ServiceSupportedEncryptionTypes,ServiceAvailableKeys,DCSupportedEncryptionTypes,DCAvailableKeys,ClientAdvertizedEncryptionTypes,SessionKeyEncryptionType,PreAuthEncryptionType',
        '4768',
      ],
      [
        'TargetUserName,TargetDomainName,ServiceName,ServiceSid,TicketOptions,TicketEncryptionType,IpAddress,IpPort,Status,LogonGuid,TransmittedServices',
        '4769',
      ],
      [
        'TargetUserName,TargetDomainName,ServiceName,ServiceSid,TicketOptions,TicketEncryptionType,IpAddress,IpPort,Status,LogonGuid,TransmittedServices,RequestTicketHash,ResponseTicketHash,AccountSupportedEncryptionTypes,AccountAvailableKeys,ServiceSupportedEncryptionTypes,ServiceAvailableKeys,DCSupportedEncryptionTypes,DCAvailableKeys,ClientAdvertizedEncryptionTypes,SessionKeyEncryptionType',
        '4769',
      ],
      [
        'TargetUserName,TargetSid,ServiceName,TicketOptions,Status,PreAuthType,IpAddress,IpPort,CertIssuerName,CertSerialNumber,CertThumbprint',
        '4771 4824',
      ],
      [
        'TargetUserName,TargetDomainName,DeviceName,ServiceName,ServiceSid,TicketOptions,TicketEncryptionType,IpAddress,IpPort,Status,LogonGuid,TransitedServices,SiloName,PolicyName',
        '4821',
      ],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,TargetUserName,TargetDomainName,RequestType,LogonProcessName,AuthenticationPackage,WorkstationName,TransmittedServices,ProcessId,ProcessName',
        '4649',
      ],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,CategoryId,SubcategoryId,SubcategoryGuid,AuditPolicyChanges',
        '4719',
      ],
      ['SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,TargetSid,AccessGranted', '4717'],
      ['SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,TargetSid,AccessRemoved', '4718'],
      [
        'MemberName,MemberSid,TargetUserName,TargetDomainName,TargetSid,SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,PrivilegeList',
        '4732 4733',
      ],
      [
        'TargetUserName,TargetDomainName,TargetSid,SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,PrivilegeList',
        '4723',
      ],
      [
        'ProcessId,Application,Direction,SourceAddress,SourcePort,DestAddress,DestPort,Protocol,FilterRTID,LayerName,LayerRTID',
        '5152',
      ],
      [
        'ProcessId,Application,Direction,SourceAddress,SourcePort,DestAddress,DestPort,Protocol,FilterOrigin,FilterRTID,LayerName,LayerRTID',
        '5152',
      ],
      [
        'ProcessID,Application,Direction,SourceAddress,SourcePort,DestAddress,DestPort,Protocol,FilterRTID,LayerName,LayerRTID,RemoteUserID,RemoteMachineID',
        '5157',
      ],
      [
        'ProcessID,Application,Direction,SourceAddress,SourcePort,DestAddress,DestPort,Protocol,InterfaceIndex,FilterOrigin,FilterRTID,LayerName,LayerRTID,RemoteUserID,RemoteMachineID,OriginalProfile,CurrentProfile,IsLoopback,HasRemoteDynamicKeywordAddress',
        '5157',
      ],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,ProviderName,AlgorithmName,KeyName,KeyType,KeyFilePath,Operation,ReturnCode',
        '5058',
      ],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,ClientProcessId,ClientCreationTime,ProviderName,AlgorithmName,KeyName,KeyType,KeyFilePath,Operation,ReturnCode',
        '5058',
      ],
      [
        'SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId,ProviderName,AlgorithmName,KeyName,KeyType,Operation,ReturnCode',
        '5061',
      ],
    ],
    'Microsoft-Windows-User Profiles Service': [
      ['Error', '1500 1501 1502 1505 1520 1521 1542'],
      ['Error,File', '1508'],
      ['File,Status,MachineKeys,UserKeys', '1509'],
      ['Folder,Error', '1533'],
    ],
    'Service Control Manager': [
      ['param1,param2', '7000 7009 7011 7023 7024 7034 7036 7041'],
      ['param1,param2,param3', '7001 7038'],
      ['param1', '7022'],
      ['param1,param2,param3,param4,param5', '7031'],
      ['param1,param2,param3,param4', '7040'],
    ],
    'Microsoft-Windows-Kernel-General': [
      ['NewTime,OldTime,Reason', '1'],
      [
        'NewTime,OldTime,TimeDeltaInMs,Reason,ProcessName,ProcessID,CmosTime,TimeZoneBias,RealTimeIsUniversal,SystemInCmosMode',
        '1',
      ],
      [
        'NewTime,OldTime,Reason,ProcessName,ProcessID,CmosTime,TimeZoneBias,RealTimeIsUniversal,SystemInCmosMode',
        '1',
      ],
      ['NewTime,OldTime', '1'],
      ['NewTime,OldTime,Reason,ProcessName,ProcessID', '1'],
      ['MajorVersion,MinorVersion,BuildVersion,QfeVersion,ServiceVersion,BootMode,StartTime', '12'],
    ],
    'Microsoft-Windows-Kernel-Power': [
      [
        'BugcheckCode,BugcheckParameter1,BugcheckParameter2,BugcheckParameter3,BugcheckParameter4,SleepInProgress,PowerButtonTimestamp',
        '41',
      ],
      ['TargetState,EffectiveState,Reason,Flags,TransitionsToOn', '42'],
    ],
    User32: [['param1,param2,param3,param4,param5,param6,param7', '1074']],
    'Microsoft-Windows-Eventlog': [
      ['SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId', '1102'],
      ['SubjectUserName,SubjectDomainName,Channel,BackupPath', '104'],
      ['Reason', '1101'],
    ],
    'Microsoft-Windows-Time-Service': [
      ['UnsynchronizedTimeSeconds', '36'],
      ['ErrorMessage', '46'],
      ['TimeOffsetSeconds', '52'],
    ],
    'Microsoft-Windows-NetworkProfile': [['Name,Description,Guid,Type,State,Category', '10000 10001']],
    'Microsoft-Windows-DNS-Client': [
      ['QueryName,AddressLength,Address', '1014'],
      ['QueryName,AddressLength,Address,ClientPID', '1014'],
    ],
    'Microsoft-Windows-Windows Firewall With Advanced Security': [
      [
        'RuleId,RuleName,Origin,ApplicationPath,ServiceName,Direction,Protocol,LocalPorts,RemotePorts,Action,Profiles,LocalAddresses,RemoteAddresses,Active,ModifyingUser,ModifyingApplication',
        '2004 2005',
      ],
      ['RuleId,RuleName,ModifyingUser,ModifyingApplication', '2006'],
      ['InterfaceGuid,InterfaceName,OldProfile,NewProfile', '2010'],
    ],
    'Microsoft-Windows-WindowsUpdateClient': [
      ['updateTitle,updateGuid,updateRevisionNumber,serviceGuid', '19'],
      ['errorCode,updateTitle,updateGuid,updateRevisionNumber,serviceGuid', '20'],
    ],
    'Microsoft-Windows-Servicing': [
      ['PackageIdentifier,IntendedPackageState,IntendedPackageStateTextized,ErrorCode,Client', '2 4'],
    ],
    'Microsoft-Windows-WUSA': [['UpdateTitle,CommandLine', '2']],
    'Microsoft-Windows-GroupPolicy': [
      [
        'SupportInfo1,SupportInfo2,ProcessingMode,ProcessingTimeInMilliseconds,DCName,NumberOfGroupPolicyObjects',
        '1502',
      ],
    ],
    USER32: [['param1,param2,param3,param4,param5,param6,param7', '1074']],
  };
